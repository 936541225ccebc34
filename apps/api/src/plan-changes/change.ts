import { nanosToMinorFloor } from "@tenure/core/money";
import { changePlan, type ChangePlanEffects } from "@tenure/core/subscriptions";
import { instantSchema } from "@tenure/core/time";
import { z } from "zod";
import { type AccountFacts, readAccount } from "../accounts/account-facts.ts";
import { currentHolderPeriod } from "../accounts/holder.ts";
import { ownerOf } from "../accounts/owner.ts";
import { type Acting, decisionCommand, type Done } from "../command/command.ts";
import { newId } from "../db/ids.ts";
import { decisionBody } from "../decisions/body.ts";
import { AppError } from "../errors/app-error.ts";
import { queueNotice } from "../notices/queue.ts";
import type { TaxCalculator } from "../orders/tax.ts";
import { requireRunning } from "../subscriptions/running.ts";
import { changeFacts } from "./change-facts.ts";
import { dropScheduled } from "./settle.ts";

/** How an upgrade is paid: the card on file, or the provider's page. */
export const payWithSchema = z.enum(["saved_card", "page"]);

const input = z.strictObject({
  planPriceId: z.uuid(),
  /** What the customer agreed to on the review step (T1.2, T2.1). */
  consents: z.strictObject({
    termsVersion: z.string().max(40),
    termsHash: z.string().regex(/^[0-9a-f]{64}$/),
    language: z.enum(["en", "zh"]),
  }),
  payWith: payWithSchema,
  /**
   * What the button said: the amount of an upgrade, the instant of a later change. A saved card is charged exactly that
   * or not at all; the provider's page says the amount again itself.
   */
  confirmed: z
    .strictObject({
      totalNanos: z
        .string()
        .regex(/^\d{1,19}$/)
        .nullable(),
      appliesAt: instantSchema.nullable(),
    })
    .nullable(),
  /** The login that agreed; set by the door, never by the caller. */
  loginId: z.uuid(),
});

type Input = z.infer<typeof input>;
type Granted = NonNullable<ChangePlanEffects>;

/** What became of it: an order to pay, or a change that waits. */
export type Changed =
  | { readonly applies: "now"; readonly orderId: string; readonly number: string; readonly expiresAt: string }
  | {
      readonly applies: "term_end";
      readonly planChangeId: string;
      readonly appliesAt: string;
      readonly undoUntil: string;
    };

/**
 * Changes the plan (T1.4, T2.6): an upgrade makes a pending order at the quoted price, anything else is written down and
 * waits for the end of what is paid for.
 */
export const change = (tax: TaxCalculator) =>
  decisionCommand({
    name: "plan_changes.change",
    input,
    rule: changePlan,
    facts: (reading, { planPriceId }) => changeFacts(reading, planPriceId, tax),
    async apply(acting, request, effects): Promise<Done<Changed>> {
      if (effects === null) throw new Error("granted without effects");
      const account = await readAccount(acting.tx, acting.context.accountId ?? "");
      return effects.applies === "now"
        ? orderUpgrade(acting, account, request, effects)
        : schedule(acting, account, request, effects);
    },
  });

async function orderUpgrade(
  acting: Acting,
  account: AccountFacts,
  request: Input,
  effects: Extract<Granted, { applies: "now" }>,
): Promise<Done<Changed>> {
  const { tx, now, policy, decisionId, outbox } = acting;
  const confirmed = request.confirmed?.totalNanos ?? null;
  if (request.payWith === "saved_card" && confirmed !== effects.totalNanos.toString())
    throw new AppError("preview_outdated");
  const holder = await currentHolderPeriod(tx, account.id);
  const [numbered] = await tx.$queryRaw<{ number: string }[]>`
    SELECT 'UPG-' || to_char(${now}::timestamptz, 'YYYY') || '-' || lpad(nextval('order_number')::text, 5, '0') AS number`;
  const orderId = newId();
  const number = numbered?.number ?? orderId;
  await tx.order.createMany({
    data: {
      id: orderId,
      number,
      accountId: account.id,
      holderPeriodId: holder.id,
      kind: "upgrade",
      currency: account.currency,
      amountNanos: effects.amountNanos,
      taxNanos: effects.taxNanos,
      totalMinor: nanosToMinorFloor(effects.totalNanos, account.currency),
      policyVersion: policy.version,
      planPriceId: effects.planPriceId,
      decisionId: decisionId ?? "",
      provider: "stripe",
      createdAt: new Date(now),
      expiresAt: new Date(effects.expiresAt),
    },
  });
  await keepConsents(acting, account.id, holder.id, request, orderId);
  // The door charges the card or opens the page right after the commit; the job does it where the door died. While
  // nobody knows whether the card was charged, no page is opened: it would ask for the same money again.
  const job = request.payWith === "saved_card" ? "plan_changes.pay" : "orders.open_checkout";
  await outbox.enqueue(tx, job, { orderId }, { startAfterSeconds: 5 });
  return {
    answer: { applies: "now", orderId, number, expiresAt: effects.expiresAt },
    target: { kind: "order", id: orderId },
    after: {
      state: "pending",
      planPriceId: effects.planPriceId,
      creditNanos: effects.creditNanos.toString(),
      suspendsTermId: effects.suspends.termId,
    },
  };
}

async function schedule(
  acting: Acting,
  account: AccountFacts,
  request: Input,
  effects: Extract<Granted, { applies: "term_end" }>,
): Promise<Done<Changed>> {
  const { tx, now, decisionId, outbox } = acting;
  const confirmed = request.confirmed?.appliesAt ?? null;
  if (confirmed !== null && confirmed !== effects.appliesAt) throw new AppError("preview_outdated");
  const running = await requireRunning(tx, account.id);
  const replaced = await dropScheduled(acting, running.id, "replaced");
  const planChangeId = newId();
  await tx.planChange.createMany({
    data: {
      id: planChangeId,
      accountId: account.id,
      subscriptionId: running.id,
      planPriceId: effects.planPriceId,
      appliesAt: new Date(effects.appliesAt),
      decisionId: decisionId ?? "",
      scheduledAt: new Date(now),
    },
  });
  const holder = await currentHolderPeriod(tx, account.id);
  // To Free nothing is ever charged, so nothing was agreed to be.
  if (effects.totalNanos > 0n) await keepConsents(acting, account.id, holder.id, request, null);
  await queueNotice(tx, outbox, {
    kind: "plan_change_scheduled",
    dedupeKey: `plan_change_scheduled:${planChangeId}`,
    accountId: account.id,
    to: await ownerOf(tx, account.id),
    now,
    zone: account.timeZone,
    params: { plan: effects.planId, at: effects.appliesAt, undoUntil: effects.undoUntil },
    decision: await decisionBody(tx, decisionId ?? ""),
  });
  return {
    answer: { applies: "term_end", planChangeId, appliesAt: effects.appliesAt, undoUntil: effects.undoUntil },
    target: { kind: "plan_change", id: planChangeId },
    ...(replaced === null ? {} : { before: { scheduled: replaced } }),
    after: { state: "scheduled", planPriceId: effects.planPriceId, appliesAt: effects.appliesAt },
  };
}

/** What was agreed to: the terms, the charge, now or then, and that it renews (T1.2, T2.1). */
async function keepConsents(
  { tx, now }: Acting,
  accountId: string,
  holderPeriodId: string,
  { consents, loginId }: Input,
  orderId: string | null,
): Promise<void> {
  await tx.consent.createMany({
    data: ["terms", "charge", "renewal"].map((kind) => ({
      accountId,
      holderPeriodId,
      loginId,
      orderId,
      kind,
      version: consents.termsVersion,
      textHash: consents.termsHash,
      language: consents.language,
      givenAt: new Date(now),
    })),
  });
}
