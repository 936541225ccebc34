import { attempt } from "@tenure/core/lifecycle";
import { type CardSetupState, cardSetupLifecycle } from "@tenure/core/payment-methods";
import { z } from "zod";
import { currentHolderPeriod } from "../accounts/holder.ts";
import { plainCommand } from "../command/command.ts";
import { systemContext } from "../command/system.ts";
import { ofAccount, PLATFORM } from "../db/database.ts";
import { instantInId, newId } from "../db/ids.ts";
import { AppError } from "../errors/app-error.ts";
import { ensureCustomer } from "../payments/ensure-customer.ts";
import { type Handled, problemOf } from "../payments/handled.ts";
import type { Services } from "../runtime/services.ts";
import { runningSubscription } from "../subscriptions/running.ts";
import { cardSchema } from "./card.ts";
import { keepCard } from "./keep-card.ts";

/** Begins to add a card: a row first, so that what the provider tells later finds whose it is. */
export const startCardSetup = plainCommand({
  name: "payment_methods.start_setup",
  input: z.strictObject({ loginId: z.uuid() }),
  async apply({ tx, now, context }, { loginId }) {
    const accountId = context.accountId ?? "";
    const account = await tx.account.findUniqueOrThrow({ where: { id: accountId } });
    if (account.state === "terminated" || account.state === "closed")
      throw new AppError("conflict", "This account is closed; no card can be added.");
    const holder = await currentHolderPeriod(tx, accountId);
    const id = newId();
    await tx.cardSetup.createMany({
      data: {
        id,
        accountId,
        holderPeriodId: holder.id,
        loginId,
        provider: "stripe",
        createdAt: new Date(now),
      },
    });
    return { answer: { setupId: id }, target: { kind: "card_setup", id }, after: { state: "open" } };
  },
});

const keepSetupPage = plainCommand({
  name: "payment_methods.keep_setup_page",
  input: z.strictObject({ setupId: z.uuid(), sessionId: z.string(), url: z.string() }),
  async apply({ tx }, { setupId, sessionId, url }) {
    await tx.cardSetup.update({
      where: { id: setupId },
      data: { providerSessionId: sessionId, pageUrl: url },
    });
    return { answer: { url }, target: { kind: "card_setup", id: setupId }, after: { sessionId } };
  },
});

/** How long the page stays open, by the provider's clock. */
const PAGE_MS = 61 * 60_000;

/**
 * Opens the provider's page on which a card is added, once, whatever is retried: the row's id is the key.
 * @returns its address, or null once the card was added or the page closed
 * @throws ProviderUnknown when the provider does not answer
 */
export async function openCardSetup(services: Services, setupId: string): Promise<string | null> {
  const { db, payments, runner, env } = services;
  const setup = await db.within(PLATFORM, (tx) => tx.cardSetup.findUniqueOrThrow({ where: { id: setupId } }));
  if (setup.state !== "open") return null;
  if (setup.pageUrl !== null) return setup.pageUrl;
  const { accountId, holderPeriodId } = setup;
  const customerId = await ensureCustomer(services, accountId, holderPeriodId);
  const account = await db.within(ofAccount(accountId), (tx) =>
    tx.account.findUniqueOrThrow({ where: { id: accountId } }),
  );
  const back = `${env.publicUrl}/dashboard/billing`;
  const page = await payments.stripe.openSetup({
    setupId,
    accountId,
    holderPeriodId,
    customerId,
    currency: account.currency,
    language: account.language === "zh" ? "zh" : "en",
    expiresAt: new Date(instantInId(setupId) + PAGE_MS),
    successUrl: `${back}?card=${setupId}`,
    cancelUrl: back,
  });
  if (page.url === null) return null;
  await runner.run(
    keepSetupPage,
    { setupId, sessionId: page.sessionId, url: page.url },
    systemContext("payment_methods.open_setup", accountId, `setup:${setupId}`),
  );
  return page.url;
}

/** The one reducer of what is known about a page: a report that the lifecycle does not allow changes nothing. */
const recordCardSetup = plainCommand({
  name: "payment_methods.record_setup",
  input: z.strictObject({ setupId: z.uuid(), card: cardSchema.nullable() }),
  async apply(acting, { setupId, card }) {
    const { tx, now, context } = acting;
    const accountId = context.accountId ?? "";
    const setup = await tx.cardSetup.findFirst({ where: { id: setupId, accountId } });
    if (setup === null) throw new AppError("not_found", "No such page.");
    // The CHECK constraint repeats the table's states; a test compares both.
    const from = setup.state as CardSetupState;
    const move = attempt(cardSetupLifecycle, from, card === null ? "expire" : "save");
    if (!move.legal) return { answer: { state: from }, target: { kind: "card_setup", id: setupId } };
    const holder = await tx.holderPeriod.findUniqueOrThrow({ where: { id: setup.holderPeriodId } });
    const running = await runningSubscription(tx, accountId);
    // Whoever adds a card while a renewal is unpaid wants it charged; else the default stays what it was.
    const kept = card === null ? null : await keepCard(acting, holder, card, running?.state === "past_due");
    await tx.cardSetup.update({
      where: { id: setupId, state: from },
      data: { state: move.to, paymentMethodId: kept?.paymentMethodId ?? null, closedAt: new Date(now) },
    });
    return {
      answer: { state: move.to },
      target: { kind: "card_setup", id: setupId },
      before: { state: from },
      after: { state: move.to, paymentMethodId: kept?.paymentMethodId ?? null },
    };
  },
});

/** Whether a page of the provider is one on which a card is added. */
export const isCardSetup = async ({ db }: Services, sessionId: string): Promise<boolean> =>
  (await db.within(PLATFORM, (tx) => tx.cardSetup.count({ where: { providerSessionId: sessionId } }))) > 0;

/** Reads a page from the provider and records what came of it, however often and in whatever order it is told. */
export async function applyCardSetupOf(services: Services, sessionId: string): Promise<Handled> {
  const told = await services.payments.stripe.readSetup(sessionId);
  const { setupId } = told;
  const setup =
    setupId === null || !/^[0-9a-f-]{36}$/.test(setupId)
      ? null
      : await services.db.within(PLATFORM, (tx) => tx.cardSetup.findUnique({ where: { id: setupId } }));
  if (setup === null) return problemOf(sessionId, "a card was added on a page that is none of ours");
  if (told.state === "open") return { state: "ignored" };
  if (told.state === "complete" && told.card === null)
    return problemOf(
      sessionId,
      "a card was added that the provider does not show",
      "provider_event_problem",
      setup.accountId,
    );
  const card = told.state === "complete" && told.card !== null ? { provider: "stripe", ...told.card } : null;
  await services.runner.run(
    recordCardSetup,
    { setupId: setup.id, card },
    systemContext("payments.apply_event", setup.accountId, `setup:${setup.id}:${told.state}`),
  );
  return { state: "applied" };
}
