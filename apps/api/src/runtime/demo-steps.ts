import { type PlanId, planFeatures } from "@tenure/core/pricing";
import { systemContext } from "../command/system.ts";
import { PLATFORM } from "../db/database.ts";
import { addFile } from "../document-reviews/owner-commands.ts";
import { demoDocument } from "./demo-document.ts";
import { type DemoCustomer, until } from "./demo-hand.ts";
import type { SandboxWorld } from "./sandbox-world.ts";
import type { Services } from "./services.ts";

/** What the steps of the demo world are taken with. */
export interface DemoStage {
  readonly services: Services;
  readonly world: SandboxWorld;
}

/** Length of a term. */
type Interval = "month" | "year";

/** Adds a phone and enters the code that arrives on it. */
export async function verifyPhone(
  { world }: DemoStage,
  { accountId, api }: DemoCustomer,
  number: string,
): Promise<void> {
  const { phoneId } = await api.phones.add({ accountId, number });
  const codeIn = () => /\d{6}/.exec(world.textTo(number) ?? "")?.[0];
  await until("a code by text message", async () => codeIn() !== undefined);
  await api.phones.confirmCode({
    accountId,
    purpose: "verify_phone",
    ref: phoneId,
    code: codeIn() ?? "",
  });
}

/** The price in force of a plan, in dollars. */
export async function priceOf({ api }: DemoCustomer, plan: PlanId, interval: Interval): Promise<string> {
  const { plans } = await api.catalog.plans({});
  const price = plans.find(({ id }) => id === plan)?.prices.find((each) => each.interval === interval);
  if (price === undefined) throw new Error(`${plan} has no price by the ${interval}`);
  return price.id;
}

/** Shows a document for the holder of an account, and waits for what comes of it. */
export async function verify(
  { world }: DemoStage,
  { accountId, api }: DemoCustomer,
  name: { readonly given: string; readonly family: string },
  country: string,
  choice: "verified" | "document_expired" = "verified",
): Promise<void> {
  const { url } = await api.holder.verify({ accountId, ...name });
  const sessionId = url === null ? undefined : new URL(url).pathname.split("/").at(-1);
  if (sessionId === undefined) throw new Error("the page of the identity check was not opened");
  world.showDocument(sessionId, choice, name, country);
  await until(
    "an identity check",
    async () => (await api.holder.get({ accountId })).verification?.state !== "open",
  );
}

/** Sends an organisation's document to be read. */
export async function sendDocuments(
  { services }: DemoStage,
  { accountId, api }: DemoCustomer,
  organisation: { readonly legalName: string; readonly registrationNumber: string; readonly country: string },
  fileName: string,
): Promise<void> {
  const { reviewId } = await api.documentReviews.begin({ accountId, kind: "company", ...organisation });
  const bytes = demoDocument();
  await services.runner.run(
    addFile(services.vault, { name: fileName, bytes }),
    { reviewId, contentMac: services.vault.mac("file", bytes) },
    systemContext("start", accountId, `demo-document:${reviewId}`),
  );
  await api.documentReviews.submit({ accountId, reviewId });
}

/** Buys a plan and pays it on the provider's page, with a test card where it matters. @returns the order's id */
export async function buyPlan(
  stage: DemoStage,
  who: DemoCustomer,
  plan: PlanId,
  interval: Interval = "month",
  card?: string,
): Promise<string> {
  const { accountId, api } = who;
  const planPriceId = await priceOf(who, plan, interval);
  const { terms } = await api.subscriptions.reviewPurchase({ accountId, planPriceId, language: "en" });
  const order = await api.subscriptions.purchase({ accountId, planPriceId, terms });
  await pay(stage, who, order, card);
  return order.orderId;
}

/** Buys credits and pays them on the provider's page. @returns the order's id */
export async function buyCredits(stage: DemoStage, who: DemoCustomer, amount: string): Promise<string> {
  const { accountId, api } = who;
  const credits = { amount, currency: "USD" as const };
  const { terms } = await api.topUps.review({ accountId, amount: credits, language: "en" });
  const order = await api.topUps.create({ accountId, amount: credits, terms });
  await pay(stage, who, order);
  return order.orderId;
}

/** Buys credits with Alipay, which charges in yuan at the demo world's rate. */
export async function buyCreditsByWallet(stage: DemoStage, who: DemoCustomer, amount: string): Promise<void> {
  const { accountId, api } = who;
  const choice = { accountId, amount: { amount, currency: "USD" as const }, method: "alipay" as const };
  const { terms } = await api.topUps.review({ ...choice, language: "zh" });
  const { orderId, checkoutUrl } = await api.topUps.create({ ...choice, terms });
  const paymentId = checkoutUrl === null ? undefined : new URL(checkoutUrl).pathname.split("/").at(-1);
  if (paymentId === undefined) throw new Error("the wallet's page was not opened");
  stage.world.payWallet(paymentId);
  await until("a payment", async () => (await api.orders.get({ accountId, orderId })).state === "paid");
}

/** Presses Pay on the hosted page of an order, and waits for what follows. */
export async function pay(
  { world }: DemoStage,
  { accountId, api }: DemoCustomer,
  { orderId, checkoutUrl }: { readonly orderId: string; readonly checkoutUrl: string | null },
  card?: string,
): Promise<void> {
  const session = checkoutUrl === null ? undefined : new URL(checkoutUrl).pathname.split("/").at(-1);
  if (session === undefined) throw new Error("the payment page was not opened");
  world.payCheckout(session, card);
  await until("a payment", async () => (await api.orders.get({ accountId, orderId })).state === "paid");
}

/** Asks for the refund of an order, and waits until it is paid out. */
export async function refundOrder({ accountId, api }: DemoCustomer, orderId: string): Promise<void> {
  const { previewToken } = await api.refunds.preview({ accountId, orderId });
  if (previewToken === null) throw new Error("there is nothing to refund");
  const { refundId } = await api.refunds.submit({ accountId, orderId, previewToken });
  await until("a refund", async () => (await api.refunds.get({ accountId, refundId })).state === "refunded");
}

/** Agrees to the exact amount of an add-on and has it charged (T6.1). */
export async function buyAddOn(
  { accountId, api }: DemoCustomer,
  key: string,
  quantity: number,
): Promise<void> {
  const addOn = (await api.addOns.offered({ accountId })).find((each) => each.key === key);
  if (addOn === undefined) throw new Error(`no add-on ${key}`);
  const choice = { accountId, addOnPriceId: addOn.priceId, quantity };
  const { consent } = await api.addOns.review({ ...choice, language: "en" });
  if (consent === null) throw new Error("the add-on cannot be bought");
  const { version, language, hash } = consent;
  await api.addOns.buy({ ...choice, consent: { version, language, hash } });
}

/** Buys a month of Pro for somebody else. */
export async function giveSubscription(
  stage: DemoStage,
  who: DemoCustomer,
  to: { readonly recipientEmail: string; readonly message: string | null },
): Promise<void> {
  const { accountId, api } = who;
  const gift = {
    accountId,
    planPriceId: await priceOf(who, "pro", "month"),
    terms: 1,
    senderName: "Ada",
    language: "en" as const,
    ...to,
  };
  const { agreement } = await api.gifts.review(gift);
  await pay(stage, who, await api.gifts.purchase({ ...gift, agreement }));
}

/** Redeems the gift that came by mail. */
export async function redeemGift({ world }: DemoStage, who: DemoCustomer, address: string): Promise<void> {
  const code = /\/redeem\/([\w-]+)/.exec(await world.mailTo(address))?.[1];
  if (code === undefined) throw new Error("the mail brought no code");
  await who.api.gifts.redeem({ accountId: who.accountId, code });
}

/** Sends a customer's clock ahead, with everything that falls due on the way. */
export async function advanceClock(
  { accountId, api }: DemoCustomer,
  count: number,
  unit: "day" | "month",
): Promise<void> {
  await api.sandbox.advanceClock({ accountId, by: { count, unit } });
  await until("a clock", async () => (await api.sandbox.clock({ accountId })).advance?.state !== "running");
}

/** Lets the card on file have no money left. */
export async function emptyCard({ services, world }: DemoStage, { accountId }: DemoCustomer): Promise<void> {
  const { providerMethodId } = await services.db.within(PLATFORM, (tx) =>
    tx.paymentMethod.findFirstOrThrow({ where: { accountId, endedAt: null } }),
  );
  world.emptyCard(providerMethodId);
}

/** Changes the plan at the end of the term. */
export async function downgrade(who: DemoCustomer, plan: PlanId): Promise<void> {
  const { accountId, api } = who;
  const planPriceId = await priceOf(who, plan, "month");
  const { terms } = await api.subscriptions.previewChange({ accountId, planPriceId, language: "en" });
  await api.subscriptions.change({ accountId, planPriceId, terms });
}

/** Announces that a plan by the year costs more: so many dollars, in so many days. */
export async function raisePrice(
  { api }: DemoCustomer,
  plan: PlanId,
  price: { readonly name: string; readonly amount: string; readonly includedUsage: string },
  inDays: number,
): Promise<void> {
  await api.priceChanges.schedule({
    planId: plan,
    interval: "year",
    price: { amount: price.amount, currency: "USD" },
    includedUsage: { amount: price.includedUsage, currency: "USD" },
    name: price.name,
    features: [...planFeatures].filter((each) => each !== "standard_models" && each !== "dedicated_support"),
    appliesFrom: new Date(Date.now() + inDays * 86_400_000).toISOString(),
  });
}
