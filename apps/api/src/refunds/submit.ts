import { policyByVersion } from "@tenure/core/policy";
import { attempt } from "@tenure/core/lifecycle";
import {
  previewVersion,
  refundLifecycle,
  subscriptionRefund,
  subscriptionRefundFactsSchema,
} from "@tenure/core/refunds";
import { subscriptionLifecycle } from "@tenure/core/subscriptions";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { ownerOf } from "../accounts/owner.ts";
import { decisionCommand, type Reading } from "../command/command.ts";
import { newId } from "../db/ids.ts";
import type { Signer } from "../decisions/store.ts";
import { AppError } from "../errors/app-error.ts";
import { queueNotice } from "../notices/queue.ts";
import { runningSubscription } from "../subscriptions/running.ts";
import { subscriptionRefundFacts } from "./facts.ts";
import { readPreview } from "./preview-token.ts";

const input = z.strictObject({
  orderId: z.uuid(),
  /** The preview that was confirmed (R4.5). */
  previewToken: z.string().min(1).max(4000),
});

/** The order's own policy version: a refund is decided by the policy the order was bought under. */
export async function orderPolicyVersion({ tx, context }: Reading, orderId: string): Promise<string> {
  const order = await tx.order.findFirst({
    where: { id: orderId, accountId: context.accountId ?? "" },
    select: { policyVersion: true },
  });
  if (order === null) throw new AppError("not_found", "No such order.");
  return order.policyVersion;
}

/**
 * Submits a refund of a subscription order (R4.2). The subscription shuts its included usage; the amount settles when
 * the requests in flight have ended (R3.6).
 */
export const submitRefund = (signer: Signer) =>
  decisionCommand({
    name: "refunds.submit",
    input,
    rule: subscriptionRefund,
    policyVersion: (reading, { orderId }) => orderPolicyVersion(reading, orderId),
    facts: (reading, { orderId }) => subscriptionRefundFacts(reading, orderId, null),
    async apply(
      { tx, now, policy, context, decisionId, outbox },
      { orderId, previewToken },
      effects,
      decision,
    ) {
      if (effects === null) throw new Error("granted without effects");
      const account = await readAccount(tx, context.accountId ?? "");
      const confirmed = readPreview(previewToken, [signer.publicKey]);
      if (confirmed === null || confirmed.orderId !== orderId || confirmed.accountId !== account.id)
        throw new AppError("validation_failed", undefined, [
          { path: "previewToken", message: "is not a preview of this order; ask for a preview first" },
        ]);
      const facts = subscriptionRefundFactsSchema.parse(decision.facts);
      const bought = policyByVersion(decision.policyVersion) ?? policy;
      if (confirmed.previewVersion !== previewVersion(facts, bought, []))
        throw new AppError("preview_outdated");

      const running = await runningSubscription(tx, account.id);
      // Terms of a gift may lie behind the one that is refunded.
      const isOfRunning =
        running !== null &&
        (await tx.term.count({ where: { subscriptionId: running.id, orderId, endedAt: null } })) > 0;
      if (running !== null && isOfRunning) {
        const move = attempt(subscriptionLifecycle, running.state, "refund");
        if (!move.legal)
          throw new AppError("conflict", `A ${running.state} subscription cannot be refunded now.`);
        await tx.subscription.update({
          where: { id: running.id, state: running.state },
          data: { state: move.to },
        });
      }
      const [numbered] = await tx.$queryRaw<{ number: string }[]>`
        SELECT 'REF-' || to_char(${now}::timestamptz, 'YYYY') || '-' || lpad(nextval('refund_number')::text, 5, '0') AS number`;
      const refundId = newId();
      const number = numbered?.number ?? refundId;
      await tx.refund.createMany({
        data: {
          id: refundId,
          number,
          accountId: account.id,
          orderId,
          kind: "subscription",
          state: refundLifecycle.initial,
          currency: decision.currency,
          floorNanos: effects.floorFinalNanos,
          expectedNanos: effects.expected.finalNanos,
          submitDecisionId: decisionId,
          subscriptionStateBefore: running?.state ?? null,
          submittedAt: new Date(now),
          drainUntil: new Date(effects.drainUntil),
        },
      });
      const order = await tx.order.findUniqueOrThrow({ where: { id: orderId }, select: { number: true } });
      await queueNotice(tx, outbox, {
        kind: "refund_submitted",
        dedupeKey: `refund_submitted:${refundId}`,
        accountId: account.id,
        to: await ownerOf(tx, account.id),
        now,
        zone: account.timeZone,
        params: {
          refund: number,
          order: order.number,
          floor: effects.floorFinalNanos.toString(),
          expected: effects.expected.finalNanos.toString(),
        },
        decision,
      });
      await outbox.enqueue(tx, "refunds.advance", { refundId });
      return {
        answer: { refundId, number, orderId, decisionId },
        target: { kind: "refund", id: refundId },
        after: { state: refundLifecycle.initial, orderId },
      };
    },
  });
