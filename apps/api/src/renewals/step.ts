import type { JsonObject } from "@tenure/core/decision";
import { isCurrency, minorToNanos } from "@tenure/core/money";
import type { OrderState } from "@tenure/core/orders";
import { CHARGE_FAILURES, nextDunningStep, type SubscriptionState } from "@tenure/core/subscriptions";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { type Acting, type Done, decisionCommand, type Reading } from "../command/command.ts";
import { defaultPaymentMethod } from "../payment-methods/default.ts";
import { moveOrder } from "../orders/captured-payment.ts";
import { insertCharge } from "./begin.ts";
import { closePage } from "./drop.ts";
import { tellLapsed, tellWaiting } from "./notices.ts";
import { payLink } from "./pay-link.ts";
import {
  attemptUnderWay,
  moveRenewal,
  moveSubscription,
  readRenewal,
  type RenewalRow,
} from "./renewal-row.ts";

type LinkEnv = Parameters<typeof payLink>[0];

interface Stepped extends JsonObject {
  readonly step: "charge" | "wait" | "end";
  /** The try to ask the provider for; null where none is made. */
  readonly attemptId: string | null;
}

/** What dunning is decided from. */
export type DunningFacts = Parameters<typeof nextDunningStep.decide>[0];

/** Reads it. A page that waits for its customer is no charge under way: it is closed before another one. */
export async function dunningFacts({ tx, now, context }: Reading, row: RenewalRow): Promise<DunningFacts> {
  const account = await readAccount(tx, context.accountId ?? "");
  const card = await defaultPaymentMethod(tx, row.order.holderPeriodId);
  const currency = isCurrency(row.currency) ? row.currency : account.currency;
  return {
    now,
    currency,
    accountState: account.state,
    // The CHECK constraint repeats the table's states; a test compares both.
    subscriptionState: row.subscription.state as SubscriptionState,
    renewal: {
      number: row.number,
      totalNanos: minorToNanos(row.totalMinor, currency),
      pastDueSince: (row.pastDueSince ?? row.plannedAt).toISOString(),
      attempts: row.attempts.flatMap((each) => {
        const failure = CHARGE_FAILURES.find((kind) => kind === each.failure);
        return failure === undefined || each.paymentMethodId === null
          ? []
          : [{ at: each.startedAt.toISOString(), paymentMethodId: each.paymentMethodId, failure }];
      }),
    },
    attemptUnderWay: attemptUnderWay(row)?.kind === "off_session",
    paymentMethodId: card?.id ?? null,
  };
}

/**
 * Does what is next about a renewal in arrears (T2.2): charges a card, waits until a named instant, or gives up and
 * leads to Free. Each step is a decision of its own; each e-mail is written with the step it tells of.
 */
export const stepRenewal = (env: LinkEnv) =>
  decisionCommand({
    name: "renewals.step",
    input: z.strictObject({ renewalId: z.uuid() }),
    rule: nextDunningStep,
    policyVersion: async ({ tx }, { renewalId }) => (await readRenewal(tx, renewalId)).order.policyVersion,
    facts: async (reading, { renewalId }) => dunningFacts(reading, await readRenewal(reading.tx, renewalId)),
    async apply(acting, { renewalId }, effects): Promise<Done<Stepped>> {
      if (effects === null) throw new Error("granted without effects");
      const { tx, decisionId } = acting;
      const row = await readRenewal(tx, renewalId);
      const done = (attemptId: string | null, state: string) => ({
        answer: { step: effects.step, attemptId },
        target: { kind: "renewal", id: renewalId },
        before: { state: row.state },
        after: { state, step: effects.step, why: effects.why, at: effects.at },
      });
      if (effects.step === "wait") {
        await tx.renewal.update({
          where: { id: row.id, state: row.state },
          data: { nextAt: new Date(effects.at) },
        });
        await tellWaiting(acting, row, effects, payLink(env, row.id));
        return done(null, row.state);
      }
      await closePage(acting, row);
      if (effects.step === "charge" && effects.paymentMethodId !== null)
        return done(await insertCharge(acting, row, effects.paymentMethodId, decisionId), "charging");
      await lapse(acting, row);
      return done(null, "lapsed");
    },
  });

/** The grace is over: nothing more is tried and Free applies. */
async function lapse(acting: Acting, row: RenewalRow): Promise<void> {
  const { tx, now } = acting;
  await tx.renewal.update({
    where: { id: row.id, state: row.state },
    data: { state: moveRenewal(row.state, "lapse"), nextAt: null, settledAt: new Date(now) },
  });
  await moveOrder(acting, row.orderId, row.order.state as OrderState, "fail");
  const to = moveSubscription(row.subscription.state, "finish");
  if (to !== null)
    await tx.subscription.update({
      where: { id: row.subscriptionId, state: row.subscription.state },
      data: { state: to, endedAt: new Date(now) },
    });
  await tellLapsed(acting, row);
}
