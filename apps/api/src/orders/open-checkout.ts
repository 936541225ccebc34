import { formatMoney, isCurrency, type Language } from "@tenure/core/money";
import { z } from "zod";
import { plainCommand } from "../command/command.ts";
import { ofAccount, PLATFORM } from "../db/database.ts";
import { instantInId } from "../db/ids.ts";
import { ensureCustomer } from "../payments/ensure-customer.ts";
import { type CheckoutRequest, ProviderRejected, ProviderUnknown } from "../payments/provider.ts";
import { providerOf } from "../payments/providers.ts";
import type { Services } from "../runtime/services.ts";
import { systemContext } from "../command/system.ts";

const keepCheckout = plainCommand({
  name: "orders.keep_checkout",
  input: z.strictObject({ orderId: z.uuid(), sessionId: z.string(), url: z.string() }),
  async apply({ tx }, { orderId, sessionId, url }) {
    await tx.order.update({
      where: { id: orderId },
      data: { providerSessionId: sessionId, checkoutUrl: url },
    });
    return { answer: { url }, target: { kind: "order", id: orderId }, after: { sessionId } };
  },
});

/**
 * Opens the provider's payment page for a pending order, once, whatever is retried: the order's id is the key.
 * @returns its address, or null when the order is no longer waiting to be paid
 * @throws ProviderUnknown when the provider does not answer; the job tries again
 */
export async function openCheckout(services: Services, orderId: string): Promise<string | null> {
  const { db, runner, payments, env } = services;
  const order = await db.within(PLATFORM, (tx) =>
    tx.order.findUnique({
      where: { id: orderId },
      include: {
        planPrice: { include: { plan: true } },
        account: true,
      },
    }),
  );
  if (order === null || order.state !== "pending") return null;
  if (order.checkoutUrl !== null) return order.checkoutUrl;
  const { accountId } = order;

  const provider = providerOf(payments, order.provider);
  // Only cards belong to a customer of the provider; a wallet is its holder's own.
  const customerId =
    provider.name === "stripe" ? await ensureCustomer(services, accountId, order.holderPeriodId) : null;
  await services.probe.reach("orders.open_checkout:before_call");
  const language = order.account.language === "zh" ? "zh" : "en";
  const back = `${env.publicUrl}/dashboard/${PAGE_OF[order.kind] ?? "subscription"}`;
  const checkout = await provider.openCheckout({
    orderId,
    attemptId: orderId,
    orderNumber: order.number,
    accountId,
    holderPeriodId: order.holderPeriodId,
    customerId,
    // In the currency that is charged, which may be another than the wallet's (R6.3).
    totalMinor: order.chargeMinor ?? order.totalMinor,
    currency: (order.chargeCurrency ?? order.currency) as CheckoutRequest["currency"],
    description: await describeOrder(services, order, language),
    language,
    expiresAt: pageClosesAt(orderId, order.expiresAt.getTime() - order.createdAt.getTime()),
    successUrl: `${back}?order=${orderId}&checkout=done`,
    cancelUrl: `${back}?order=${orderId}&checkout=cancelled`,
  });
  await services.probe.reach("orders.open_checkout:after_call");
  if (checkout.url === null) return null;
  await runner.run(
    keepCheckout,
    { orderId, sessionId: checkout.sessionId, url: checkout.url },
    systemContext("orders.open_checkout", accountId, `checkout:${orderId}`),
  );
  return db.within(ofAccount(accountId), async (tx) => {
    const kept = await tx.order.findUniqueOrThrow({ where: { id: orderId }, select: { checkoutUrl: true } });
    return kept.checkoutUrl;
  });
}

/**
 * Opens the payment page for the person who just ordered. A provider that does not answer now is asked again by the
 * job; the screen shows that the page is being opened.
 * @returns its address, or null while it is not open
 */
export async function openCheckoutOrLater(services: Services, orderId: string): Promise<string | null> {
  try {
    return await openCheckout(services, orderId);
  } catch (error) {
    if (!(error instanceof ProviderUnknown || error instanceof ProviderRejected)) throw error;
    services.log.warn({ err: error, orderId }, "the payment page could not be opened yet");
    return null;
  }
}

/**
 * Stripe's pages stay open between half an hour and a day, by Stripe's clock. The least leaves another half hour in
 * which the page may be opened late.
 */
const SHORTEST_PAGE_MS = 61 * 60_000;
const LONGEST_PAGE_MS = 23 * 3_600_000;

/**
 * When the page closes, in the provider's time: a sandbox account's own clock may run ahead of it. Counted from the
 * instant inside the order's id, so that the call says the same words under the same key whenever it is repeated. A
 * page that outlives its order is harmless, since a late payment re-opens the order or is returned.
 */
const pageClosesAt = (orderId: string, lifeMs: number): Date =>
  new Date(instantInId(orderId) + Math.min(Math.max(lifeMs, SHORTEST_PAGE_MS), LONGEST_PAGE_MS));

/** Where the payment page leads back to, by kind of order. */
const PAGE_OF: Readonly<Record<string, string>> = {
  top_up: "credits",
  gift_subscription: "gifts",
  add_on: "add-ons",
};

/** What the payment page calls an order. */
async function describeOrder(
  { db }: Services,
  order: Parameters<typeof describeTopUp>[0] & {
    readonly id: string;
    readonly accountId: string;
    readonly kind: string;
    readonly planPrice: Parameters<typeof describe>[0];
  },
  language: Language,
): Promise<string> {
  const { id: orderId, accountId, kind } = order;
  if (kind === "top_up") return describeTopUp(order, language);
  if (kind === "gift_subscription") {
    const gift = await db.within(ofAccount(accountId), (tx) =>
      tx.giftOrder.findUniqueOrThrow({ where: { orderId }, select: { terms: true } }),
    );
    const what = `${describe(order.planPrice)} × ${gift.terms}`;
    return language === "zh" ? `礼品订阅：${what}` : `Gift: ${what}`;
  }
  if (kind === "add_on") {
    const bought = await db.within(ofAccount(accountId), (tx) =>
      tx.addOnPurchase.findUniqueOrThrow({ where: { orderId }, include: { addOnPrice: true } }),
    );
    return `${bought.quantity} × ${bought.addOnPrice.name}`;
  }
  return describe(order.planPrice);
}

/** What the payment page calls it: `Credits, $50.00 + $2.50 bonus`. */
function describeTopUp(
  order: { readonly amountNanos: bigint; readonly bonusNanos: bigint; readonly currency: string },
  language: Language,
): string {
  if (!isCurrency(order.currency)) throw new Error(`an order in ${order.currency}`);
  const [amount, bonus] = [
    formatMoney(order.amountNanos, order.currency, language),
    formatMoney(order.bonusNanos, order.currency, language),
  ];
  if (order.bonusNanos === 0n) return language === "zh" ? `额度 ${amount}` : `Credits, ${amount}`;
  return language === "zh" ? `额度 ${amount}，另赠 ${bonus}` : `Credits, ${amount} + ${bonus} bonus`;
}

function describe(
  price: { readonly interval: string; readonly plan: { readonly name: unknown } } | null,
): string {
  if (price === null) return "Tenure";
  const { name } = price.plan;
  const text =
    typeof name === "string"
      ? name
      : name !== null && typeof name === "object" && "en" in name
        ? String(name.en)
        : "Plan";
  return `${text}, 1 ${price.interval}`;
}
