import { attempt } from "@tenure/core/lifecycle";
import { subscriptionLifecycle } from "@tenure/core/subscriptions";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { ownerOf } from "../accounts/owner.ts";
import { plainCommand } from "../command/command.ts";
import type { CommandRunner } from "../command/runner.ts";
import { systemContext } from "../command/system.ts";
import { type Database, PLATFORM } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import { queueNotice } from "../notices/queue.ts";
import { runningSubscription } from "./running.ts";

/** Subscriptions per look; looks per run, so that a backlog leaves room for other jobs. */
const PER_LOOK = 50;
const LOOKS = 20;

/** Ends a cancelled subscription whose last term is over: the account is on Free from then on (T2.6). */
export const finishSubscription = plainCommand({
  name: "subscriptions.finish",
  input: z.strictObject({}),
  async apply({ tx, now, context, outbox }) {
    const account = await readAccount(tx, context.accountId ?? "");
    const running = await runningSubscription(tx, account.id);
    const nothing = { answer: { ended: false }, target: { kind: "account", id: account.id } };
    if (running?.term == null || running.lastTermNumber === null) return nothing;
    // What was announced under lock is looked at again: it may have been taken back, or renewed once more.
    if (running.term.number < running.lastTermNumber || running.term.endsAt > now) return nothing;
    const move = attempt(subscriptionLifecycle, running.state, "finish");
    if (!move.legal || running.state !== "canceling") return nothing;
    await tx.subscription.update({
      where: { id: running.id, state: running.state },
      data: { state: move.to, endedAt: new Date(running.term.endsAt) },
    });
    await queueNotice(tx, outbox, {
      kind: "subscription_ended",
      dedupeKey: `subscription_ended:${running.id}:${running.term.number}`,
      accountId: account.id,
      to: await ownerOf(tx, account.id),
      now,
      zone: account.timeZone,
      params: { plan: running.planId, endedAt: running.term.endsAt },
    });
    return {
      answer: { ended: true },
      target: { kind: "subscription", id: running.id },
      before: { state: running.state },
      after: { state: move.to },
    };
  },
});

/** What the job stands on. */
interface JobServices {
  readonly db: Database;
  readonly runner: CommandRunner;
}

/**
 * Job `subscriptions.finish`: ends every cancelled subscription whose last term is over, by each account's own clock.
 * Any number of workers may run it at once; a second run finds nothing more to do.
 * @returns how many ended
 */
export async function finishSubscriptions({ db, runner }: JobServices): Promise<number> {
  let ended = 0;
  for (let look = 0; look < LOOKS; look += 1) {
    const due = await db.within(
      PLATFORM,
      (tx) => tx.$queryRaw<{ account_id: string }[]>`
        SELECT s.account_id FROM subscription s
         WHERE s.state = 'canceling' AND EXISTS (
           SELECT 1 FROM term t WHERE t.subscription_id = s.id AND t.number = s.last_term_number
              AND t.ends_at <= tenure_now(s.account_id))
         ORDER BY s.account_id LIMIT ${PER_LOOK}`,
    );
    if (due.length === 0) break;
    for (const { account_id: accountId } of due) {
      const { answer } = await runner.run(
        finishSubscription,
        {},
        systemContext("subscriptions.finish", accountId, newId()),
      );
      if (answer.ended) ended += 1;
    }
  }
  return ended;
}
