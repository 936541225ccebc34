import { z } from "zod";
import { type CommonFacts, defineRule, line, type Line, type Refusal } from "../decision/index.ts";
import { currencySchema, nanosSchema } from "../money/index.ts";
import { instantSchema, plusHours } from "../time/index.ts";
import { creditLotStates } from "./lot-lifecycle.ts";

/** States an account can be in (T4.2). */
const accountState = z.enum(["active", "suspended", "terminated", "closed"]);

const grantFacts = z.strictObject({
  now: instantSchema,
  /** Currency of the account's wallet. */
  currency: currencySchema,
  accountState,
  /** What the administrator entered. */
  amountNanos: nanosSchema,
  giftCurrency: currencySchema,
  /** Days until the gift expires; null takes the policy's. */
  expiryDays: z.int().positive().max(3660).nullable(),
  /** Sum of all unexpired lots before the grant. */
  balanceNanos: nanosSchema,
});

/** Opens a lot of gift credits. */
const grantEffects = z.strictObject({ amountNanos: nanosSchema, expiresAt: instantSchema }).nullable();

/**
 * Gift credits from an administrator: a lot of kind `gift` that is never refundable (R3.4, R7.1) and expires.
 * Refusals: account_terminated, gift_currency_mismatch, gift_amount_out_of_range.
 */
export const grantGift = defineRule({
  kind: "wallet.grant_gift",
  rulesVersion: 1,
  facts: grantFacts,
  effects: grantEffects,
  decide(facts, policy) {
    const refusals: Refusal[] = [];
    if (facts.accountState === "terminated" || facts.accountState === "closed")
      refusals.push({ code: "account_terminated", clause: "T4.2", params: {} });
    if (facts.giftCurrency !== facts.currency)
      refusals.push({
        code: "gift_currency_mismatch",
        clause: "R7.1",
        params: { gift: facts.giftCurrency, wallet: facts.currency },
      });
    if (facts.amountNanos <= 0n || facts.amountNanos > policy.credits.maxGiftNanos)
      refusals.push({
        code: "gift_amount_out_of_range",
        clause: "R3.4",
        params: { max: policy.credits.maxGiftNanos.toString() },
      });
    if (refusals.length > 0) return { outcome: "refused", refusals, lines: [], effects: null };
    return {
      outcome: "granted",
      refusals,
      lines: [
        line("item", "wallet_before", null, facts.balanceNanos),
        line("item", "gift_granted", "R3.4", facts.amountNanos),
        line("subtotal", "wallet_after", null, facts.balanceNanos + facts.amountNanos),
      ],
      effects: {
        amountNanos: facts.amountNanos,
        expiresAt: plusHours(facts.now, 24 * (facts.expiryDays ?? policy.credits.giftExpiryDays)),
      },
    };
  },
});

const revokeFacts = z.strictObject({
  now: instantSchema,
  currency: currencySchema,
  lotState: z.enum(creditLotStates),
  grantedNanos: nanosSchema,
  /** Balance of the lot in the ledger. */
  remainingNanos: nanosSchema,
  balanceNanos: nanosSchema,
  /** Credits promised to requests in flight, whichever lots they will burn. */
  promisedNanos: nanosSchema,
});

const revokeEffects = z.strictObject({ amountNanos: nanosSchema }).nullable();

/**
 * Takes back what is unspent of a gift; what was spent stays spent and never becomes a debt, and neither does what a
 * request in flight was promised: it waits until that request has ended.
 * Refusals: gift_already_revoked, gift_expired, gift_spent, gift_promised.
 */
export const revokeGift = defineRule({
  kind: "wallet.revoke_gift",
  rulesVersion: 1,
  facts: revokeFacts,
  effects: revokeEffects,
  decide(facts) {
    const refusals: Refusal[] = [];
    if (facts.lotState === "revoked" || facts.lotState === "forfeited" || facts.lotState === "refunded")
      refusals.push({ code: "gift_already_revoked", clause: "R3.4", params: {} });
    // Told apart from spent: an expired lot is no part of the balance, so taking it back would take other credits.
    else if (facts.lotState === "expired")
      refusals.push({ code: "gift_expired", clause: "R3.4", params: {} });
    else if (facts.remainingNanos <= 0n) refusals.push({ code: "gift_spent", clause: "R3.4", params: {} });
    else if (facts.balanceNanos - facts.remainingNanos < facts.promisedNanos)
      refusals.push({
        code: "gift_promised",
        clause: "R3.4",
        params: { promised: facts.promisedNanos.toString() },
      });
    if (refusals.length > 0) return { outcome: "refused", refusals, lines: [], effects: null };
    const lines: Line[] = [
      line("item", "wallet_before", null, facts.balanceNanos),
      line("item", "gift_revoked", "R3.4", -facts.remainingNanos),
      line("subtotal", "wallet_after", null, facts.balanceNanos - facts.remainingNanos),
      line("memo", "gift_kept_spent", "R3.4", facts.grantedNanos - facts.remainingNanos),
    ];
    return { outcome: "granted", refusals, lines, effects: { amountNanos: facts.remainingNanos } };
  },
});

export type GrantGiftFacts = z.output<typeof grantFacts> & CommonFacts;
export type RevokeGiftFacts = z.output<typeof revokeFacts> & CommonFacts;
