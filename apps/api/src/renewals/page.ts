import { isCurrency, type Currency } from "@tenure/core/money";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { type CommandContext, type Done, plainCommand } from "../command/command.ts";
import { systemContext } from "../command/system.ts";
import { PLATFORM } from "../db/database.ts";
import { instantInId, newId } from "../db/ids.ts";
import { AppError } from "../errors/app-error.ts";
import { applyPaymentOf } from "../payments/apply-payment.ts";
import { ensureCustomer } from "../payments/ensure-customer.ts";
import { type Checkout, ProviderRejected, ProviderUnknown } from "../payments/provider.ts";
import type { Services } from "../runtime/services.ts";
import { closePage } from "./drop.ts";
import {
  type AttemptRow,
  attemptUnderWay,
  moveAttempt,
  readRenewal,
  type RenewalRow,
} from "./renewal-row.ts";

/** A page closes after a day at most, by the provider's clock. */
const PAGE_LIFE_MS = 23 * 3_600_000;

/** Makes the row of a page, or names the one that is open. A card that is being charged comes first. */
const beginPage = plainCommand({
  name: "renewals.begin_page",
  input: z.strictObject({ renewalId: z.uuid() }),
  async apply({ tx, now, context }, { renewalId }): Promise<Done<{ attemptId: string }>> {
    const account = await readAccount(tx, context.accountId ?? "");
    const row = await readRenewal(tx, renewalId);
    const target = { kind: "renewal", id: renewalId };
    if (row.state !== "waiting" || account.state !== "active")
      throw new AppError(
        "conflict",
        row.settledAt === null
          ? "It cannot be paid right now; look again shortly."
          : "Nothing is to be paid any more.",
      );
    const open = attemptUnderWay(row);
    if (open !== null) return { answer: { attemptId: open.id }, target };
    const id = newId();
    await tx.renewalAttempt.createMany({
      data: {
        id,
        accountId: row.accountId,
        renewalId,
        number: row.attempts.length + 1,
        kind: "page",
        state: "ready",
        startedAt: new Date(now),
      },
    });
    return { answer: { attemptId: id }, target, after: { page: id } };
  },
});

const showPage = plainCommand({
  name: "renewals.show_page",
  input: z.strictObject({ renewalId: z.uuid(), attemptId: z.uuid(), sessionId: z.string(), url: z.string() }),
  async apply({ tx }, { renewalId, attemptId, sessionId, url }): Promise<Done<{ shown: boolean }>> {
    const row = await readRenewal(tx, renewalId);
    const page = row.attempts.find((each) => each.id === attemptId);
    const target = { kind: "renewal", id: renewalId };
    if (page === undefined || page.state !== "ready") return { answer: { shown: false }, target };
    await tx.renewalAttempt.update({
      where: { id: attemptId, state: "ready" },
      data: { state: moveAttempt("ready", "show"), providerSessionId: sessionId, pageUrl: url },
    });
    return { answer: { shown: true }, target, after: { page: attemptId, sessionId } };
  },
});

const endPage = plainCommand({
  name: "renewals.close_page",
  input: z.strictObject({ renewalId: z.uuid(), attemptId: z.uuid() }),
  async apply(acting, { renewalId, attemptId }): Promise<Done<{ closed: boolean }>> {
    const row = await readRenewal(acting.tx, renewalId);
    const target = { kind: "renewal", id: renewalId };
    if (attemptUnderWay(row)?.id !== attemptId) return { answer: { closed: false }, target };
    await closePage(acting, row);
    return { answer: { closed: true }, target, after: { closed: attemptId } };
  },
});

/**
 * Opens the provider's page on which a renewal in arrears is paid by its customer, with any card and with 3-D Secure
 * where the bank asks for it; the card is saved for later renewals. Asked again it answers with the same page.
 * @returns its address, or null while the provider does not answer
 * @throws AppError conflict where nothing is to be paid, or a card is being charged
 */
export async function openRenewalPage(
  services: Services,
  accountId: string,
  renewalId: string,
  context: CommandContext,
): Promise<{ readonly url: string | null }> {
  const { runner, db, probe } = services;
  const { answer } = await runner.run(beginPage, { renewalId }, context);
  const row = await db.within(PLATFORM, (tx) => readRenewal(tx, renewalId));
  const page = row.attempts.find((each) => each.id === answer.attemptId);
  if (page === undefined || row.accountId !== accountId) throw new AppError("not_found", "No such renewal.");
  if (page.pageUrl !== null) return { url: page.pageUrl };
  try {
    await probe.reach("renewals.page:before_call");
    const checkout = await openAtProvider(services, row, page);
    await probe.reach("renewals.page:after_call");
    return { url: checkout.url };
  } catch (error) {
    if (!(error instanceof ProviderUnknown || error instanceof ProviderRejected)) throw error;
    services.log.warn({ err: error, renewalId }, "the payment page of a renewal could not be opened yet");
    return { url: null };
  }
}

async function openAtProvider(services: Services, row: RenewalRow, page: AttemptRow): Promise<Checkout> {
  const { payments, runner, db, env } = services;
  const { account, plan } = await db.within(PLATFORM, async (tx) => ({
    account: await readAccount(tx, row.accountId),
    plan: await tx.planPrice.findUniqueOrThrow({ where: { id: row.planPriceId }, include: { plan: true } }),
  }));
  // Whoever took the account over has paid nothing yet, and is nobody the provider knows (C4.10).
  const customerId = await ensureCustomer(services, row.accountId, row.order.holderPeriodId);
  const names = z.object({ en: z.string(), zh: z.string() }).safeParse(plan.plan.name);
  const back = `${env.publicUrl}/dashboard/subscription?order=${row.orderId}`;
  const checkout = await payments.stripe.openCheckout({
    orderId: row.orderId,
    attemptId: page.id,
    orderNumber: row.order.number,
    accountId: row.accountId,
    holderPeriodId: row.order.holderPeriodId,
    customerId,
    totalMinor: row.totalMinor,
    currency: currencyOf(row.currency),
    description: `${names.data?.[account.language] ?? row.subscription.planId}, ${row.order.number}`,
    language: account.language,
    expiresAt: new Date(instantInId(page.id) + PAGE_LIFE_MS),
    successUrl: `${back}&checkout=done`,
    cancelUrl: `${back}&checkout=cancelled`,
  });
  if (checkout.url !== null)
    await runner.run(
      showPage,
      { renewalId: row.id, attemptId: page.id, sessionId: checkout.sessionId, url: checkout.url },
      systemContext("renewals.advance", row.accountId, newId()),
    );
  return checkout;
}

function currencyOf(currency: string): Currency {
  if (!isCurrency(currency)) throw new Error(`a renewal in ${currency}`);
  return currency;
}

/**
 * Closes a page at the provider, so that nobody pays on it while a card is charged.
 * @returns `paid` where somebody had paid already: the payment is recorded
 * @throws ProviderUnknown when nobody knows
 */
export async function closeRenewalPage(
  services: Services,
  row: RenewalRow,
  page: AttemptRow,
): Promise<"closed" | "paid"> {
  const { payments, runner } = services;
  // Opened by a process that died before it wrote down which: the same key answers with the same page.
  const sessionId = page.providerSessionId ?? (await openAtProvider(services, row, page)).sessionId;
  const checkout = await payments.stripe.closeCheckout(sessionId);
  if (checkout.state === "open") throw new ProviderUnknown("a payment page that does not close");
  if (checkout.state === "complete" && checkout.paymentId !== null) {
    await applyPaymentOf(services, checkout.paymentId);
    return "paid";
  }
  await runner.run(
    endPage,
    { renewalId: row.id, attemptId: page.id },
    systemContext("renewals.advance", row.accountId, newId()),
  );
  return "closed";
}

/** A notification says that a page closed by itself. @returns whether it was one of a renewal */
export async function renewalPageExpired(services: Services, sessionId: string): Promise<boolean> {
  const page = await services.db.within(PLATFORM, (tx) =>
    tx.renewalAttempt.findUnique({ where: { providerSessionId: sessionId } }),
  );
  if (page === null) return false;
  await services.runner.run(
    endPage,
    { renewalId: page.renewalId, attemptId: page.id },
    systemContext("payments.apply_event", page.accountId, newId()),
  );
  return true;
}
