import type { CommandContext } from "../../src/command/command.ts";
import { cancelRefund } from "../../src/refunds/cancel.ts";
import { previewRefund, readPreviewDecision } from "../../src/refunds/preview.ts";
import { signPreview } from "../../src/refunds/preview-token.ts";
import { submitRefund } from "../../src/refunds/submit.ts";
import { submitTopUpRefund } from "../../src/refunds/submit-top-up.ts";
import { openCheckout } from "../../src/orders/open-checkout.ts";
import { subscribe } from "../../src/orders/subscribe.ts";
import type { Services } from "../../src/runtime/services.ts";
import { buyTopUp } from "../../src/top-ups/buy.ts";

/** What the doors do behind the procedures: for processes and races that go without a browser's session. */

/** What an order bought. */
export type Bought = "subscription" | "top_up";

/** The token that the refund dialog holds once it has shown its preview. */
export async function previewToken(
  services: Services,
  context: CommandContext,
  orderId: string,
): Promise<string> {
  const decision = await previewRefund(services, context, orderId);
  return signPreview(services.signer, {
    accountId: context.accountId ?? "",
    orderId,
    previewVersion: readPreviewDecision(decision).version,
    finalNanos: "0",
  });
}

/** Submits with a token, whatever was bought. @returns the refund's id */
export async function submitWith(
  services: Services,
  context: CommandContext,
  orderId: string,
  token: string,
  bought: Bought = "subscription",
): Promise<string> {
  const input = { orderId, previewToken: token };
  const { answer } =
    bought === "top_up"
      ? await services.runner.run(submitTopUpRefund(services.signer), input, context)
      : await services.runner.run(submitRefund(services.signer), input, context);
  return answer.refundId;
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

/** How credits are paid: by card in dollars, or by a wallet in yuan. */
export type PaidBy = "card" | "alipay";

/** Buys credits, for 20.00 dollars or 40.00 yuan, and opens the payment page. @returns the order's id */
export async function buyCredits(
  services: Services,
  context: CommandContext,
  loginId: string,
  method: PaidBy = "card",
): Promise<string> {
  const { answer } = await services.runner.run(
    buyTopUp(services),
    {
      amount: method === "card" ? { amount: "20.00", currency: "USD" } : { amount: "40.00", currency: "CNY" },
      method,
      consents: { termsVersion: "2026-11", termsHash: "0".repeat(64), language: "en" },
      loginId,
    },
    context,
  );
  await openCheckout(services, answer.orderId);
  return answer.orderId;
}
