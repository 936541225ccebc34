import { attempt } from "@tenure/core/lifecycle";
import { subscriptionLifecycle } from "@tenure/core/subscriptions";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { ownerOf } from "../accounts/owner.ts";
import { plainCommand } from "../command/command.ts";
import { systemContext } from "../command/system.ts";
import { PLATFORM } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import { queueNotice } from "../notices/queue.ts";
import type { Services } from "../runtime/services.ts";
import { runningSubscription } from "../subscriptions/running.ts";
import { followPurchase } from "./apply-event.ts";
import { distributorLinks } from "./links.ts";

/** How long after the end of its term a subscription waits for its distributor's word. Hours. */
export const SILENCE_HOURS = 72;
/** Problems looked at again per run, and how often one is before it waits for a person alone. */
const PROBLEMS = 50;
const MOST_ATTEMPTS = 72;
const SILENT = 100;

/** Ends a subscription whose distributor said nothing for days after its term: the account is on Free. */
export const endSilent = plainCommand({
  name: "distributors.end_silent",
  input: z.strictObject({}),
  async apply({ tx, now, context, outbox }) {
    const account = await readAccount(tx, context.accountId ?? "");
    const running = await runningSubscription(tx, account.id);
    const nothing = { answer: { ended: false }, target: { kind: "account", id: account.id } };
    if (running?.term == null) return nothing;
    const { distributor } = await tx.subscription.findUniqueOrThrow({ where: { id: running.id } });
    const silentSince = Date.parse(running.term.endsAt) + SILENCE_HOURS * 3_600_000;
    if (distributor === null || Date.parse(now) < silentSince) return nothing;
    const move = attempt(subscriptionLifecycle, running.state, "terminate");
    if (!move.legal) return nothing;
    await tx.subscription.update({
      where: { id: running.id, state: running.state },
      data: { state: move.to, endedAt: new Date(running.term.endsAt) },
    });
    const links = await distributorLinks(tx, distributor);
    await queueNotice(tx, outbox, {
      kind: "distributor_plan_ended",
      dedupeKey: `distributor_plan_ended:${running.id}:${running.term.number}`,
      accountId: account.id,
      to: await ownerOf(tx, account.id),
      now,
      zone: account.timeZone,
      params: {
        plan: running.planId,
        distributor: links?.title ?? distributor,
        endedAt: running.term.endsAt,
      },
    });
    return {
      answer: { ended: true },
      target: { kind: "subscription", id: running.id },
      before: { state: running.state },
      after: { state: move.to },
    };
  },
});

/**
 * Job `distributors.sweep`: looks again at notifications that could not be followed, and ends subscriptions whose
 * distributor fell silent. A word that comes later still counts: it brings the subscription back.
 */
export async function sweepDistributors(services: Services): Promise<void> {
  const { db, runner } = services;
  const problems = await db.within(
    PLATFORM,
    (tx) => tx.$queryRaw<{ distributor: string; purchase: string }[]>`
      SELECT distributor_name AS distributor, purchase_id AS purchase FROM distributor_event
       WHERE state IN ('received', 'problem') AND attempts < ${MOST_ATTEMPTS}
         AND (state = 'problem' OR received_at < tenure_now() - interval '10 minutes')
       GROUP BY 1, 2 ORDER BY min(received_at) LIMIT ${PROBLEMS}`,
  );
  for (const { distributor, purchase } of problems)
    await followPurchase(services, { distributor, purchaseId: purchase });
  const silent = await db.within(
    PLATFORM,
    (tx) => tx.$queryRaw<{ account_id: string }[]>`
      SELECT s.account_id FROM subscription s
       WHERE s.distributor IS NOT NULL AND s.state IN ('active', 'canceling', 'past_due') AND NOT EXISTS (
         SELECT 1 FROM term t WHERE t.subscription_id = s.id
            AND t.ends_at > tenure_now(s.account_id) - make_interval(hours => ${SILENCE_HOURS}::int))
       ORDER BY s.account_id LIMIT ${SILENT}`,
  );
  for (const { account_id: accountId } of silent)
    await runner.run(endSilent, {}, systemContext("distributors.sweep", accountId, newId()));
}
