import type { JsonObject } from "@tenure/core/decision";
import { plusMs } from "@tenure/core/time";
import { z } from "zod";
import { readAccount } from "../accounts/account-facts.ts";
import { type Acting, type Done, plainCommand } from "../command/command.ts";
import { newId } from "../db/ids.ts";
import { defaultPaymentMethod } from "../payment-methods/default.ts";
import { dropRenewal } from "./drop.ts";
import {
  attemptUnderWay,
  moveRenewal,
  moveSubscription,
  readRenewal,
  type RenewalRow,
} from "./renewal-row.ts";

/** How long a charge may be without an outcome before the sweep looks. */
export const LOOK_AGAIN_MS = 10 * 60_000;

/** `call`: ask the provider for this try. `step`: it is in arrears, dunning says what is next. `done`: nothing now. */
interface Begun extends JsonObject {
  readonly go: "call" | "step" | "done";
  readonly attemptId: string | null;
}

/**
 * Begins the first charge of a renewal: under lock, with the card that is the default now. Its row is there before the
 * provider hears of it. Without a card, or while the account is suspended, the renewal is in arrears from here on.
 */
export const beginRenewal = plainCommand({
  name: "renewals.begin",
  input: z.strictObject({ renewalId: z.uuid() }),
  async apply(acting, { renewalId }): Promise<Done<Begun>> {
    const { tx, now, context } = acting;
    const row = await readRenewal(tx, renewalId);
    const target = { kind: "renewal", id: renewalId };
    if (row.state !== "due" || attemptUnderWay(row) !== null)
      return { answer: { go: "done", attemptId: null }, target };
    const account = await readAccount(tx, context.accountId ?? "");
    const { state } = row.subscription;
    const ended = state === "ended" || account.state === "terminated" || account.state === "closed";
    if (ended) {
      await dropRenewal(acting, row);
      return {
        answer: { go: "done", attemptId: null },
        target,
        before: { state: "due" },
        after: { state: "dropped" },
      };
    }
    if (state !== "active" && state !== "canceling") {
      // Being refunded: it comes back, or ends.
      await tx.renewal.update({
        where: { id: row.id },
        data: { nextAt: new Date(plusMs(now, LOOK_AGAIN_MS)) },
      });
      return { answer: { go: "done", attemptId: null }, target };
    }
    const card =
      account.state === "suspended" ? null : await defaultPaymentMethod(tx, row.order.holderPeriodId);
    if (card === null) {
      await missPayment(acting, row, "wait");
      return {
        answer: { go: "step", attemptId: null },
        target,
        before: { state: "due" },
        after: { state: "waiting", card: null },
      };
    }
    const attemptId = await insertCharge(acting, row, card.id, null);
    return {
      answer: { go: "call", attemptId },
      target,
      before: { state: "due" },
      after: { state: "charging", attemptId },
    };
  },
});

/** Writes the row of a charge and moves its renewal. @returns the row's id, the key at the provider */
export async function insertCharge(
  { tx, now }: Pick<Acting, "tx" | "now">,
  row: RenewalRow,
  paymentMethodId: string,
  decisionId: string | null,
): Promise<string> {
  const id = newId();
  await tx.renewalAttempt.createMany({
    data: {
      id,
      accountId: row.accountId,
      renewalId: row.id,
      number: row.attempts.length + 1,
      kind: "off_session",
      state: "calling",
      paymentMethodId,
      decisionId,
      startedAt: new Date(now),
    },
  });
  await tx.renewal.update({
    where: { id: row.id, state: row.state },
    data: { state: moveRenewal(row.state, "charge"), nextAt: new Date(plusMs(now, LOOK_AGAIN_MS)) },
  });
  return id;
}

/** The renewal is in arrears from its first failure on, and with it the subscription: included usage is shut. */
export async function missPayment(
  { tx, now, outbox }: Acting,
  row: RenewalRow,
  action: "wait" | "fail",
): Promise<void> {
  await tx.renewal.update({
    where: { id: row.id, state: row.state },
    data: {
      state: moveRenewal(row.state, action),
      pastDueSince: row.pastDueSince ?? new Date(now),
      // What is next is decided at once; where that is lost, the sweep brings it.
      nextAt: new Date(now),
    },
  });
  const to = moveSubscription(row.subscription.state, "miss_payment");
  if (to !== null)
    await tx.subscription.update({
      where: { id: row.subscriptionId, state: row.subscription.state },
      data: { state: to },
    });
  await outbox.enqueue(tx, "renewals.advance", { renewalId: row.id }, { singletonKey: row.id });
}
