import { refundPreviewSchema } from "@tenure/core/contract";
import type { DecisionJson } from "@tenure/core/decision";
import { toMoney } from "@tenure/core/money";
import { policyAt, policyByVersion } from "@tenure/core/policy";
import {
  previewVersion,
  refundWindow,
  subscriptionRefund,
  subscriptionRefundFactsSchema,
} from "@tenure/core/refunds";
import { z } from "zod";
import type { CommandContext } from "../command/command.ts";
import type { Services } from "../runtime/services.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { signPreview } from "./preview-token.ts";
import { submitRefund } from "./submit.ts";

/** The decision a submit would make now, by the same loader and rule. */
export const previewRefund = (
  services: Services,
  context: CommandContext,
  orderId: string,
): Promise<DecisionJson> =>
  services.runner.preview(submitRefund(services.signer), { orderId, previewToken: "preview" }, context);

/** Preview of a refund: the lines of R4.2, floor and expected amount, the window that remains. */
export const refundPreview = procedureFor("refund.preview", {
  method: "get",
  path: "/orders/{orderId}/refund-preview",
  summary: "What a refund of this order would return now, and why",
})
  .input(accountInput({ orderId: z.uuid() }))
  .output(refundPreviewSchema)
  .query(async ({ ctx, input }) => {
    const decision = await previewRefund(ctx.services, ctx.command("preview"), input.orderId);
    const facts = subscriptionRefundFactsSchema.parse(decision.facts);
    const effects = subscriptionRefund.effects.parse(decision.effects);
    const policy = policyByVersion(decision.policyVersion) ?? policyAt(facts.now);
    const payment = await ctx.read((tx) =>
      tx.payment.findFirst({
        where: { orderId: input.orderId, purpose: "order" },
        select: { methodLabel: true },
      }),
    );
    return {
      orderId: input.orderId,
      decision,
      previewToken:
        effects === null
          ? null
          : signPreview(ctx.services.signer, {
              accountId: ctx.account.id,
              orderId: input.orderId,
              previewVersion: previewVersion(facts, policy, []),
              finalNanos: effects.expected.finalNanos.toString(),
            }),
      expected: effects === null ? null : toMoney(effects.expected.finalNanos, facts.currency),
      floor: effects === null ? null : toMoney(effects.floorFinalNanos, facts.currency),
      requestsInFlight: facts.openHolds.length,
      windowClosesAt: refundWindow(facts, policy)?.closesAt ?? null,
      now: facts.now,
      method: payment?.methodLabel ?? null,
      arrivalBusinessDays: policy.refunds.arrivalBusinessDays,
    };
  });
