import { type Customer, newCustomer } from "./people.ts";
import { buyPro, buyTopUp, refundComesTo, sdkOf, submitRefund } from "./purchases.ts";

/** An account that has something on every page. */
export interface LivedIn {
  readonly customer: Customer;
  /** The order of the plan that runs, with usage and a request in flight. */
  readonly runningOrderId: string;
  /** A refund that arrived, of the order before. */
  readonly refundedId: string;
  /** A paid top-up with its bonus. */
  readonly topUpOrderId: string;
  /** A lot of credits that was used. */
  readonly lotId: string;
  /** A stored decision. */
  readonly decisionId: string;
  /** A price on sale. */
  readonly planPriceId: string;
  /** A price of an add-on on offer. */
  readonly addOnPriceId: string;
}

/** Makes an account that bought, used, got its money back, bought again and is in the middle of a request. */
export async function newLivedIn(name: string, language: "en" | "zh"): Promise<LivedIn> {
  const customer = await newCustomer(name, { language });
  const { api, accountId } = customer;
  const refundedId = await submitRefund(customer, (await buyPro(customer)).orderId);
  await refundComesTo(customer, refundedId, "refunded");
  const running = await buyPro(customer);
  const topUp = await buyTopUp(customer, "50", language);
  const sdk = await sdkOf(customer);
  await sdk.usage.record([
    {
      clientEventId: crypto.randomUUID(),
      model: "harbor-large",
      tokens: { inputTokens: 120_000, cachedInputTokens: 40_000, outputTokens: 9_500 },
    },
  ]);
  await sdk.usage.authorize({ model: "harbor-large", amount: { amount: "0.45", currency: "USD" } });
  const { settleDecisionId } = await api.refunds.get.query({ accountId, refundId: refundedId });
  const [lot] = (await api.wallet.lots.query({ accountId })).items;
  const [addOn] = await api.addOns.offered.query({ accountId });
  const { plans } = await api.catalog.plans.query();
  return {
    customer,
    runningOrderId: running.orderId,
    refundedId,
    topUpOrderId: topUp.orderId,
    lotId: lot?.id ?? "",
    decisionId: settleDecisionId ?? "",
    planPriceId: plans.find(({ id }) => id === "max")?.prices[0]?.id ?? "",
    addOnPriceId: addOn?.priceId ?? "",
  };
}
