import { refundPreviewSchema } from "@tenure/core/contract";
import type { DecisionJson } from "@tenure/core/decision";
import { nanosToMinorFloor, toMoney } from "@tenure/core/money";
import {
  previewVersion,
  refundWindow,
  subscriptionRefund,
  subscriptionRefundFactsSchema,
  topUpPreviewVersion,
  topUpRefund,
  topUpRefundFactsSchema,
  topUpWindow,
} from "@tenure/core/refunds";
import { z } from "zod";
import { methodShown } from "../accounts/own-periods.ts";
import type { CommandContext } from "../command/command.ts";
import { PLATFORM } from "../db/database.ts";
import { policyAt, policyByVersion } from "../policy-versions/in-force.ts";
import type { Services } from "../runtime/services.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { showChargeBack } from "./charge-back.ts";
import { signPreview } from "./preview-token.ts";
import { submitRefund } from "./submit.ts";
import { submitTopUpRefund } from "./submit-top-up.ts";

/** Whether an order is refunded by the rules of top-ups (R1.2); all others by those of subscriptions (R1.1). */
export const isTopUpOrder = async (
  { db }: Pick<Services, "db">,
  accountId: string,
  orderId: string,
): Promise<boolean> =>
  (await db.within(PLATFORM, (tx) => tx.order.count({ where: { id: orderId, accountId, kind: "top_up" } }))) >
  0;

/** The decision a submit would make now, by the same loader and rule. */
export async function previewRefund(
  services: Services,
  context: CommandContext,
  orderId: string,
): Promise<DecisionJson> {
  const input = { orderId, previewToken: "preview" };
  return (await isTopUpOrder(services, context.accountId ?? "", orderId))
    ? services.runner.preview(submitTopUpRefund(services.signer), input, context)
    : services.runner.preview(submitRefund(services.signer), input, context);
}

/** What a preview says besides its decision, read from the decision itself. */
export function readPreviewDecision(decision: DecisionJson) {
  if (decision.kind === topUpRefund.kind) {
    const facts = topUpRefundFactsSchema.parse(decision.facts);
    const policy = policyByVersion(decision.policyVersion) ?? policyAt(facts.now);
    return {
      facts,
      policy,
      effects: topUpRefund.effects.parse(decision.effects),
      version: topUpPreviewVersion(facts, policy, []),
      window: topUpWindow(facts, policy),
    };
  }
  const facts = subscriptionRefundFactsSchema.parse(decision.facts);
  const policy = policyByVersion(decision.policyVersion) ?? policyAt(facts.now);
  return {
    facts,
    policy,
    effects: subscriptionRefund.effects.parse(decision.effects),
    version: previewVersion(facts, policy, []),
    window: refundWindow(facts, policy),
  };
}

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
    const { facts, policy, effects, version, window } = readPreviewDecision(decision);
    const payment = await ctx.read((tx) =>
      tx.payment.findFirst({
        where: { orderId: input.orderId, purpose: "order" },
        include: { order: { select: { holderPeriod: { select: { endedAt: true } } } } },
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
              previewVersion: version,
              finalNanos: effects.expected.finalNanos.toString(),
            }),
      expected: effects === null ? null : toMoney(effects.expected.finalNanos, facts.currency),
      floor: effects === null ? null : toMoney(effects.floorFinalNanos, facts.currency),
      charge:
        effects === null || payment === null
          ? null
          : showChargeBack(payment, nanosToMinorFloor(effects.expected.finalNanos, facts.currency)),
      requestsInFlight: facts.openHolds.length,
      windowClosesAt: window?.closesAt ?? null,
      now: facts.now,
      method: payment === null ? null : methodShown(payment.order, payment.methodLabel),
      arrivalBusinessDays: policy.refunds.arrivalBusinessDays,
    };
  });
