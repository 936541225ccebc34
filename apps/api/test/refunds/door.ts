import { policyAt } from "@tenure/core/policy";
import { previewVersion, subscriptionRefundFactsSchema } from "@tenure/core/refunds";
import type { CommandContext } from "../../src/command/command.ts";
import { cancelRefund } from "../../src/refunds/cancel.ts";
import { previewRefund } from "../../src/refunds/preview.ts";
import { signPreview } from "../../src/refunds/preview-token.ts";
import { submitRefund } from "../../src/refunds/submit.ts";
import { openCheckout } from "../../src/orders/open-checkout.ts";
import { subscribe } from "../../src/orders/subscribe.ts";
import type { Services } from "../../src/runtime/services.ts";

/** What the doors do behind the procedures: for processes and races that go without a browser's session. */

/** The token that the refund dialog holds once it has shown its preview. */
export async function previewToken(
  services: Services,
  context: CommandContext,
  orderId: string,
): Promise<string> {
  const decision = await previewRefund(services, context, orderId);
  const facts = subscriptionRefundFactsSchema.parse(decision.facts);
  return signPreview(services.signer, {
    accountId: context.accountId ?? "",
    orderId,
    previewVersion: previewVersion(facts, policyAt(facts.now), []),
    finalNanos: "0",
  });
}

/** Submits with a token. @returns the refund's id */
export async function submitWith(
  services: Services,
  context: CommandContext,
  orderId: string,
  token: string,
): Promise<string> {
  const submitted = await services.runner.run(
    submitRefund(services.signer),
    { orderId, previewToken: token },
    context,
  );
  return submitted.answer.refundId;
}

/** Previews and submits, as the dialog does. @returns the refund's id */
export const submit = async (services: Services, context: CommandContext, orderId: string): Promise<string> =>
  submitWith(services, context, orderId, await previewToken(services, context, orderId));

/** Calls a refund off, as its owner. */
export async function cancel(services: Services, context: CommandContext, refundId: string): Promise<void> {
  await services.runner.run(cancelRefund, { refundId, because: null }, context);
}

/** Buys Pro by the month and opens the payment page. @returns the order's id */
export async function buy(
  services: Services,
  context: CommandContext,
  planPriceId: string,
  loginId: string,
): Promise<string> {
  const { answer } = await services.runner.run(
    subscribe(services.tax),
    {
      planPriceId,
      consents: { termsVersion: "2026-11", termsHash: "0".repeat(64), language: "en" },
      loginId,
    },
    context,
  );
  await openCheckout(services, answer.orderId);
  return answer.orderId;
}
