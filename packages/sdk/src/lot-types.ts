import type { Instant, Money } from "./types.ts";

/** A lot of credits: `granted` came in, `remaining` can still be spent while it is open. */
export interface CreditLot {
  readonly id: string;
  readonly kind: "paid" | "bonus" | "gift" | "referral";
  /** `expired` from the very instant of its expiry. */
  readonly state:
    | "open"
    | "frozen"
    | "spent"
    | "expired"
    | "revoked"
    | "forfeited"
    | "refunded"
    | "charged_back";
  readonly granted: Money;
  readonly remaining: Money;
  readonly reason: string | null;
  /** The order it came with: paid credits and their bonus. */
  readonly orderId: string | null;
  readonly openedAt: Instant;
  readonly expiresAt: Instant | null;
  readonly closedAt: Instant | null;
}

/** One entry of a lot's life; usage of one local day is one entry. */
export interface CreditLotEntry {
  readonly move:
    | "opened"
    | "used"
    | "frozen"
    | "used_corrected"
    | "debt_repaid"
    | "expired"
    | "revoked"
    | "restored"
    | "forfeited"
    | "refunded"
    | "other";
  readonly at: Instant;
  /** Local day of usage, `2026-11-20`: ask for its requests with it. Null for what stands alone. */
  readonly day: string | null;
  /** Signed: what came in is positive. */
  readonly change: Money;
  /** What was left afterwards. */
  readonly remaining: Money;
  readonly movements: number;
  readonly journalId: string;
  readonly journalKind: string;
  readonly decisionId: string | null;
}

/** A lot with a page of its life, newest first; `nextCursor` leads to what was before. */
export interface CreditLotLife {
  readonly lot: CreditLot;
  readonly orderNumber: string | null;
  readonly entries: readonly CreditLotEntry[];
  readonly nextCursor: string | null;
}

/** A request that used credits of one lot. */
export interface CreditLotUsage {
  readonly eventId: string;
  readonly clientEventId: string;
  readonly model: string;
  /** What this lot paid of it; negative where a correction gave it back. */
  readonly fromLot: Money;
  readonly value: Money;
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
}

/** The referral programme as it is for the account, and how it went so far. */
export interface ReferralProgramme {
  /** Null until somebody of the account asked for it on the screens. */
  readonly code: string | null;
  readonly link: string | null;
  /** Null where accounts in this currency take no part. */
  readonly offer: { readonly reward: Money; readonly minimumOrder: Money } | null;
  readonly rewardExpiryDays: number;
  /** An order counts within so many days of opening the account. */
  readonly invitationDays: number;
  readonly maxRewardsPerMonth: number;
  readonly invited: number;
  readonly waiting: number;
  readonly rewarded: number;
  /** Rewards given, without those that were taken back. */
  readonly earned: Money;
}

/** One account that was invited; nothing of it but how the referral stands. */
export interface Referral {
  readonly id: string;
  readonly state: "invited" | "waiting" | "rewarded" | "revoked" | "refused";
  readonly invitedAt: Instant;
  /** While waiting: from when on it is decided. */
  readonly dueAt: Instant | null;
  readonly decidedAt: Instant | null;
  readonly reward: Money | null;
  /** Code of the refusal, such as `referral_month_full`. */
  readonly reason: string | null;
  readonly rewardLotId: string | null;
}
