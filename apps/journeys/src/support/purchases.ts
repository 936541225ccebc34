import { expect, type Page } from "@playwright/test";
import { Tenure } from "@tenure/sdk";
import type { Customer } from "./people.ts";
import { control, productUrl } from "./product.ts";

/** Test cards of the payment provider, by what they do. */
export const CARDS = {
  approved: "4242424242424242",
  asksOnce: "4000002500003155",
  declined: "4000000000000002",
  noFunds: "4000000000009995",
  stolen: "4000000000009979",
  refundBounces: "4000000000005126",
  refundPending: "4000000000007726",
  disputed: "4000000000000259",
} as const;

/** An order that was opened, with the payment page it leads to. */
export interface OpenedOrder {
  readonly orderId: string;
  readonly number: string;
  readonly checkoutUrl: string;
  readonly sessionId: string;
}

/** Orders Pro for a month; nothing is paid yet. */
export const orderPro = (customer: Customer, language: "en" | "zh" = "en"): Promise<OpenedOrder> =>
  orderPlan(customer, "pro", language);

/** Orders a plan for a month; nothing is paid yet. */
export async function orderPlan(
  { api, accountId }: Customer,
  planId: "pro" | "max" | "ultra",
  language: "en" | "zh" = "en",
): Promise<OpenedOrder> {
  const { plans } = await api.catalog.plans.query();
  const price = plans
    .find(({ id }) => id === planId)
    ?.prices.find((each) => each.interval === "month" && each.price.currency === "USD");
  if (price === undefined) throw new Error(`${planId} has no price by the month`);
  const { terms } = await api.subscriptions.reviewPurchase.query({
    accountId,
    planPriceId: price.id,
    language,
  });
  const order = await api.subscriptions.purchase.mutate({ accountId, planPriceId: price.id, terms });
  if (order.checkoutUrl === null) throw new Error("the payment page was not opened");
  const sessionId = new URL(order.checkoutUrl).pathname.split("/").at(-1) ?? "";
  return { orderId: order.orderId, number: order.number, checkoutUrl: order.checkoutUrl, sessionId };
}

/** Pays an order at the provider and waits until it counts as paid. */
export async function payOrder(
  { api, accountId }: Customer,
  { orderId, sessionId }: OpenedOrder,
  card: string = CARDS.approved,
): Promise<void> {
  await control(`/checkout-sessions/${sessionId}/pay`, { card });
  await expect
    .poll(async () => (await api.orders.get.query({ accountId, orderId })).state, {
      message: "the order is paid",
      intervals: [100, 200, 400],
      timeout: 20_000,
    })
    .toBe("paid");
}

/** A customer's Pro, bought and paid. */
export async function buyPro(customer: Customer, card: string = CARDS.approved): Promise<OpenedOrder> {
  const order = await orderPro(customer);
  await payOrder(customer, order, card);
  return order;
}

/** Orders credits for so many dollars; nothing is paid yet. */
export async function orderTopUp(
  { api, accountId }: Customer,
  amount: string,
  language: "en" | "zh" = "en",
): Promise<OpenedOrder> {
  const credits = { amount, currency: "USD" as const };
  const { terms } = await api.topUps.review.query({ accountId, amount: credits, language });
  const { checkoutUrl, ...order } = await api.topUps.create.mutate({ accountId, amount: credits, terms });
  if (checkoutUrl === null) throw new Error("the payment page was not opened");
  const sessionId = new URL(checkoutUrl).pathname.split("/").at(-1) ?? "";
  return { orderId: order.orderId, number: order.number, checkoutUrl, sessionId };
}

/** A customer's top-up, bought and paid. */
export async function buyTopUp(
  customer: Customer,
  amount: string,
  language: "en" | "zh" = "en",
): Promise<OpenedOrder> {
  const order = await orderTopUp(customer, amount, language);
  await payOrder(customer, order);
  return order;
}

/** Pays on the provider's hosted page, as a person does. */
export async function payOnPage(page: Page, card: string = CARDS.approved): Promise<void> {
  await page.getByTestId(`card-${card}`).check();
  await page.getByTestId("pay").click();
}

/** The SDK with a key of the customer's. */
export async function sdkOf({ api, accountId }: Customer): Promise<Tenure> {
  const { key } = await api.partners.keys.create.mutate({
    accountId,
    name: "gateway",
    scopes: ["usage:write", "usage:read"],
    expiresInDays: 30,
  });
  if (key === null) throw new Error("the key was not shown");
  return new Tenure({ apiKey: key, baseUrl: productUrl() });
}

/** Asks for a refund of an order as the dialog does: the preview that was seen, then submit. */
export async function submitRefund({ api, accountId }: Customer, orderId: string): Promise<string> {
  const { previewToken } = await api.refunds.preview.query({ accountId, orderId });
  if (previewToken === null) throw new Error("there is nothing to submit");
  const { refundId } = await api.refunds.submit.mutate({ accountId, orderId, previewToken });
  return refundId;
}

/** Waits until a refund has come to a state. */
export async function refundComesTo(
  { api, accountId }: Customer,
  refundId: string,
  state: string,
): Promise<void> {
  await expect
    .poll(async () => (await api.refunds.get.query({ accountId, refundId })).state, {
      message: `the refund is ${state}`,
      intervals: [100, 200, 400],
      timeout: 30_000,
    })
    .toBe(state);
}
