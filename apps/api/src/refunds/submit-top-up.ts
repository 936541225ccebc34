import {
  refundLifecycle,
  topUpPreviewVersion,
  topUpRefund,
  topUpRefundFactsSchema,
} from "@tenure/core/refunds";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { decisionCommand } from "../command/command.ts";
import type { Signer } from "../decisions/store.ts";
import { AppError } from "../errors/app-error.ts";
import { policyByVersion } from "../policy-versions/in-force.ts";
import { openTopUpRefund } from "./open-refund.ts";
import { readPreview } from "./preview-token.ts";
import { orderPolicyVersion } from "./submit.ts";
import { topUpRefundFacts } from "./top-up-facts.ts";

const input = z.strictObject({
  orderId: z.uuid(),
  /** The preview that was confirmed (R4.5). */
  previewToken: z.string().min(1).max(4000),
});

/**
 * Submits a refund of a top-up order (R4.2, R4.4). Its credits are set aside and its bonus ends in this commit; the amount
 * settles when the requests in flight have ended (R3.6).
 */
export const submitTopUpRefund = (signer: Signer) =>
  decisionCommand({
    name: "refunds.submit_top_up",
    input,
    rule: topUpRefund,
    policyVersion: (reading, { orderId }) => orderPolicyVersion(reading, orderId),
    facts: (reading, { orderId }) => topUpRefundFacts(reading, orderId, null),
    async apply(acting, { orderId, previewToken }, effects, decision) {
      if (effects === null) throw new Error("granted without effects");
      const { tx, policy, context, decisionId } = acting;
      const account = await readAccount(tx, context.accountId ?? "");
      const confirmed = readPreview(previewToken, [signer.publicKey]);
      if (confirmed === null || confirmed.orderId !== orderId || confirmed.accountId !== account.id)
        throw new AppError("validation_failed", undefined, [
          { path: "previewToken", message: "is not a preview of this order; ask for a preview first" },
        ]);
      const facts = topUpRefundFactsSchema.parse(decision.facts);
      const bought = policyByVersion(decision.policyVersion) ?? policy;
      if (confirmed.previewVersion !== topUpPreviewVersion(facts, bought, []))
        throw new AppError("preview_outdated");

      const { refundId, number } = await openTopUpRefund(acting, account, orderId, effects, decision, true);
      return {
        answer: { refundId, number, orderId, decisionId },
        target: { kind: "refund", id: refundId },
        after: { state: refundLifecycle.initial, orderId, reservedNanos: effects.reservedNanos.toString() },
      };
    },
  });
