import {
  previewVersion,
  refundLifecycle,
  subscriptionRefund,
  subscriptionRefundFactsSchema,
} from "@tenure/core/refunds";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { decisionCommand, type Reading } from "../command/command.ts";
import type { Signer } from "../decisions/store.ts";
import { AppError } from "../errors/app-error.ts";
import { policyByVersion } from "../policy-versions/in-force.ts";
import { subscriptionRefundFacts } from "./facts.ts";
import { openSubscriptionRefund } from "./open-refund.ts";
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
    async apply(acting, { orderId, previewToken }, effects, decision) {
      if (effects === null) throw new Error("granted without effects");
      const { tx, policy, context, decisionId } = acting;
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

      const { refundId, number } = await openSubscriptionRefund(
        acting,
        account,
        orderId,
        effects,
        decision,
        true,
      );
      return {
        answer: { refundId, number, orderId, decisionId },
        target: { kind: "refund", id: refundId },
        after: { state: refundLifecycle.initial, orderId },
      };
    },
  });
