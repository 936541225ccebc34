import { setTimeout as sleep } from "node:timers/promises";
import { plusMs, type Instant } from "@tenure/core/time";
import { systemContext } from "../command/system.ts";
import { readClock } from "../db/clock.ts";
import { PLATFORM } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import type { JobHandlers } from "../jobs/payloads.ts";
import type { Services } from "../runtime/services.ts";
import { readTimeline } from "../timeline/read.ts";
import { type InlineServices, runInline } from "./inline-jobs.ts";
import { endAdvance, stepClock } from "./step.ts";
import type { AccountWork } from "./work.ts";
import { ACCOUNT_WORKS } from "./works/index.ts";

const JOB = "clock.advance";
/** How long one job goes on before it lets others run: well below what the queue allows a job. */
const TURN_MS = 45_000;
/** How long what is due at one instant may take, looks at it and their pauses included. */
const SETTLE_MS = 20_000;
const PAUSE_MS = 100;

interface Advance {
  readonly id: string;
  readonly accountId: string;
  readonly at: Instant;
  readonly to: Instant;
}

/**
 * Handler of `clock.advance`: takes an account's clock from one due instant to the next, doing at each what is due
 * there, until it is where it was asked to go. May run any number of times and after a crash at any point: what is due
 * is asked of the account's rows anew.
 */
export async function advanceClock(
  services: Services,
  { advanceId }: { readonly advanceId: string },
  handlers: JobHandlers<Services>,
): Promise<void> {
  const inline = runInline(services, handlers);
  const until = performance.now() + TURN_MS;
  for (;;) {
    const advance = await readRunning(services, advanceId);
    if (advance === null) return;
    const context = systemContext(JOB, advance.accountId, newId());
    const problem = await settle(inline, advance.accountId);
    if (problem !== null) {
      await services.runner.run(endAdvance, { advanceId, problem: problem.slice(0, 500) }, context);
      return;
    }
    if (advance.at >= advance.to) {
      await services.runner.run(endAdvance, { advanceId, problem: null }, context);
      return;
    }
    const to = await nextStop(services, advance);
    await services.runner.run(stepClock, { advanceId, from: advance.at, to }, context);
    await services.probe.reach(`${JOB}:after_step`);
    if (performance.now() > until) return goOnLater(services, advanceId);
  }
}

async function readRunning(services: Services, advanceId: string): Promise<Advance | null> {
  const row = await services.db.within(PLATFORM, (tx) =>
    tx.clockAdvance.findUnique({ where: { id: advanceId } }),
  );
  if (row === null || row.state !== "running") return null;
  return { id: row.id, accountId: row.accountId, at: row.at.toISOString(), to: row.toAt.toISOString() };
}

const goOnLater = ({ db, outbox }: Services, advanceId: string): Promise<void> =>
  db.within(PLATFORM, (tx) => outbox.enqueue(tx, JOB, { advanceId }, { singletonKey: advanceId }));

/** The next instant at which something is promised or due, or the end of the way. */
const nextStop = (services: Services, { accountId, at, to }: Advance): Promise<Instant> =>
  services.db.within(PLATFORM, async (tx) => {
    const now = await readClock(tx, accountId);
    const { promises } = await readTimeline(
      tx,
      { ...systemContext(JOB, accountId, "timeline"), accountId },
      services.tax,
    );
    const ahead = promises.map((each) => each.at);
    for (const work of ACCOUNT_WORKS) ahead.push((await work.next({ tx, accountId, now })) ?? to);
    // Real time goes on meanwhile: an instant that passed by itself is due, and `settle` does it.
    const next = ahead.reduce((first, each) => (each > now && each < first ? each : first), to);
    return next > at ? next : earlier(to, plusMs(at, 1));
  });

const earlier = (a: Instant, b: Instant): Instant => (a < b ? a : b);

/** Does what is due until nothing is left. @returns what did not come to its end, or null */
async function settle({ services, runJobs }: InlineServices, accountId: string): Promise<string | null> {
  const until = performance.now() + SETTLE_MS;
  for (let problem: string | null = null; ; ) {
    for (const work of await dueWorks(services, accountId)) {
      try {
        await work.run(services, accountId);
      } catch (error) {
        problem = `${work.job}: ${error instanceof Error ? error.message : String(error)}`;
      }
      problem = (await runJobs()) ?? problem;
    }
    problem = (await runJobs()) ?? problem;
    const left = await stillDue(services, accountId);
    if (left.length === 0) return null;
    // Another worker may have it in hand; its outcome is waited for rather than walked away from.
    if (performance.now() > until) return problem ?? `${left.join(", ")} did not come to an end`;
    await sleep(PAUSE_MS);
  }
}

const dueWorks = (services: Services, accountId: string): Promise<AccountWork[]> =>
  services.db.within(PLATFORM, async (tx) => {
    const now = await readClock(tx, accountId);
    const due: AccountWork[] = [];
    for (const work of ACCOUNT_WORKS) {
      const next = await work.next({ tx, accountId, now });
      if (next !== null && next <= now) due.push(work);
    }
    return due;
  });

/** Works that are due, and mails that the mail server has not answered yet. */
async function stillDue(services: Services, accountId: string): Promise<string[]> {
  const due = (await dueWorks(services, accountId)).map((work) => work.job);
  const queued = await services.db.within(PLATFORM, (tx) =>
    tx.notice.count({ where: { accountId, state: "queued" } }),
  );
  return queued === 0 ? due : [...due, "notices.send"];
}
