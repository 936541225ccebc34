import { classify, contributionsOf, Totals } from "@tenure/core/reconciliations";
import { readClock } from "../db/clock.ts";
import { PLATFORM } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import { closeAlert, openAlert } from "../payments/alerts.ts";
import type { StatementLine } from "../payments/provider.ts";
import type { PaymentProviders } from "../payments/providers.ts";
import type { Services } from "../runtime/services.ts";
import { examine, isOlder, type Which } from "./examine.ts";
import { listedPayments, oursUnlisted, unresolvedPayments } from "./pages.ts";
import type { Period } from "./period.ts";
import { readOurs, thereOf } from "./sides.ts";
import { beat, type Hold, Overtaken, stage } from "./stage.ts";
import { takeOver } from "./take-over.ts";

/** Payments compared together. */
const PAGE = 200;
/** Payments asked for at once: a provider that lists nothing is asked often. */
const AT_ONCE = 4;

/** The rails that are set up. */
const channelsOf = ({ antom }: PaymentProviders): readonly string[] =>
  antom === null ? ["stripe"] : ["stripe", "antom"];

/** What one run needs at every step. */
interface Run {
  readonly services: Services;
  readonly hold: Hold;
  readonly period: Period;
  readonly takesOver: boolean;
  readonly totals: Totals;
  readonly counts: { found: number; resolved: number; tookOver: number };
}

/**
 * Handler of `reconciliations.run`: compares the books of every provider with ours. Run again after a crash it begins
 * anew; a run that another one overtook finds that out with its next page.
 */
export async function runReconciliation(
  services: Services,
  { reconciliationId }: { readonly reconciliationId: string },
): Promise<void> {
  const { db } = services;
  const hold: Hold = { reconciliationId, runId: newId() };
  const row = await db.within(PLATFORM, async (tx) => {
    const taken = await tx.reconciliation.updateManyAndReturn({
      where: { id: reconciliationId, state: "running" },
      data: { runId: hold.runId, linesRead: 0, compared: 0, found: 0, resolved: 0, tookOver: 0 },
    });
    if (taken.length > 0) await tx.reconciliationLine.deleteMany({ where: { reconciliationId } });
    return taken[0] ?? null;
  });
  if (row === null) return;
  const run: Run = {
    services,
    hold,
    period: row,
    takesOver: row.takesOver,
    totals: new Totals(),
    counts: { found: 0, resolved: 0, tookOver: 0 },
  };
  try {
    for (const channel of channelsOf(services.payments)) await compareChannel(run, channel);
    await finish(run);
  } catch (error) {
    if (error instanceof Overtaken) return;
    const problem = error instanceof Error ? error.message : String(error);
    await db.within(PLATFORM, (tx) =>
      tx.reconciliation.updateMany({
        where: { id: reconciliationId, runId: hold.runId },
        data: { problem: problem.slice(0, 500) },
      }),
    );
    throw error;
  }
}

async function compareChannel(run: Run, channel: string): Promise<void> {
  const { services, hold, period } = run;
  const since = { payments: period.paymentsSince, refunds: period.refundsSince };
  const complete = await stage(services, hold, channel, since);
  for await (const byPayment of listedPayments(services.db, hold, channel, PAGE))
    await compareListed(run, channel, byPayment, complete);
  for await (const ids of oursUnlisted(services.db, hold, channel, period, complete, PAGE))
    await lookClosely(run, channel, ids);
  // What was found before is looked at again, however old it is: gone, it is resolved.
  for await (const ids of unresolvedPayments(services.db, hold, channel, PAGE))
    await lookClosely(run, channel, ids);
}

/** Compares a page of what was listed; where something does not fit, or did not, it looks closely. */
async function compareListed(
  run: Run,
  channel: string,
  byPayment: ReadonlyMap<string, readonly StatementLine[]>,
  complete: boolean,
): Promise<void> {
  const { services, hold, period, totals } = run;
  const sides = new Map([...byPayment].map(([id, lines]) => [id, thereOf(lines, new Set())]));
  const suspects = await services.db.within(PLATFORM, async (tx) => {
    const named = new Map([...sides].map(([id, { payment }]) => [id, payment?.orderId ?? null]));
    const ours = await readOurs(tx, channel, named);
    const known = await tx.reconciliationDifference.findMany({
      where: { channel, paymentId: { in: [...sides.keys()] }, state: { not: "resolved" } },
      select: { paymentId: true },
    });
    const doubtful = new Set(known.map((each) => each.paymentId));
    for (const [paymentId, there] of sides) {
      const mine = ours.get(paymentId);
      const lines = byPayment.get(paymentId) ?? [];
      if (mine === undefined) continue;
      const differs = classify(paymentId, there, mine.here).some((each) =>
        isOlder(each, lines, mine, period.until),
      );
      if (!complete || differs) doubtful.add(paymentId);
      else if (!doubtful.has(paymentId)) totals.add(channel, contributionsOf(there, mine.here));
    }
    await beat(tx, hold, { compared: sides.size - doubtful.size });
    return [...doubtful];
  });
  const returned = new Map(
    suspects.map((id) => [
      id,
      (byPayment.get(id) ?? []).filter((each) => each.kind === "refund_return").map((each) => each.id),
    ]),
  );
  await lookClosely(run, channel, suspects, returned);
}

/** Looks closely at payments, a few at a time, and takes over what it may. */
async function lookClosely(
  run: Run,
  channel: string,
  paymentIds: readonly string[],
  returned: ReadonlyMap<string, readonly string[]> = new Map(),
): Promise<void> {
  const { services, hold } = run;
  for (let at = 0; at < paymentIds.length; at += AT_ONCE) {
    const few = paymentIds.slice(at, at + AT_ONCE);
    await Promise.all(few.map((paymentId) => lookAt(run, { channel, paymentId }, returned.get(paymentId))));
    await services.db.within(PLATFORM, (tx) => beat(tx, hold, { compared: few.length }));
  }
}

async function lookAt(run: Run, which: Which, returned: readonly string[] = []): Promise<void> {
  const { services, period, counts, totals } = run;
  let seen = await examine(services, which, period.until, returned);
  counts.found += seen.opened;
  if (run.takesOver) {
    let took = 0;
    for (const { id, difference } of seen.differences)
      if (difference.remedy === "take_over" && (await takeOver(services, id))) took += 1;
    if (took > 0) {
      counts.resolved += seen.resolved;
      counts.tookOver += took;
      seen = await examine(services, which, period.until, returned);
    }
  }
  counts.resolved += seen.resolved;
  totals.add(which.channel, seen.contributions);
}

/** Keeps the totals, lets the lines go, and tells a person how much there is to do. */
async function finish({ services, hold, totals, counts }: Run): Promise<void> {
  const { reconciliationId } = hold;
  await services.db.within(PLATFORM, async (tx) => {
    await beat(tx, hold);
    const now = await readClock(tx, null);
    await tx.reconciliationTotal.createMany({
      data: totals.rows().map((row) => ({ reconciliationId, ...row })),
    });
    await tx.reconciliationLine.deleteMany({ where: { reconciliationId } });
    await tx.reconciliation.update({
      where: { id: reconciliationId, state: "running" },
      data: { state: "done", finishedAt: new Date(now), problem: null, ...counts },
    });
    const open = await tx.reconciliationDifference.count({ where: { state: "open" } });
    if (open > 0)
      await openAlert(tx, "reconciliation_differences", "open", String(open), null, {
        open,
        reconciliationId,
      });
    else await closeAlert(tx, "reconciliation_differences", "open", now);
  });
  services.log.info({ reconciliationId, ...counts }, "the books of the providers were compared");
}
