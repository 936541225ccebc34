import { z } from "zod";
import { moneySchema } from "../money/index.ts";
import { referralStates } from "../referrals/index.ts";
import { instantSchema } from "../time/index.ts";

/** The referral programme as it is for one account, and how it went so far. */
export const referralProgrammeSchema = z
  .strictObject({
    /** Null until somebody of the account asked for it. */
    code: z.string().nullable(),
    /** Where whoever is invited signs up. */
    link: z.url().nullable(),
    /** Null where accounts in this currency take no part. */
    offer: z.strictObject({ reward: moneySchema, minimumOrder: moneySchema }).nullable(),
    rewardExpiryDays: z.int(),
    /** An order counts within so many days of opening the account. */
    invitationDays: z.int(),
    maxRewardsPerMonth: z.int(),
    invited: z.int(),
    waiting: z.int(),
    rewarded: z.int(),
    /** Rewards given, without those that were taken back. */
    earned: moneySchema,
  })
  .meta({ id: "ReferralProgramme" });

/** One account that was invited. It tells nothing about that account but how the referral stands. */
export const referralSchema = z
  .strictObject({
    id: z.uuid(),
    state: z.enum(referralStates),
    invitedAt: instantSchema,
    /** While waiting: from when on it is decided. */
    dueAt: instantSchema.nullable(),
    decidedAt: instantSchema.nullable(),
    /** What was given, where it was; the unspent part of a revoked one was taken back. */
    reward: moneySchema.nullable(),
    /** Code of the refusal, such as `referral_month_full`. */
    reason: z.string().nullable(),
    /** The lot the reward is in. */
    rewardLotId: z.uuid().nullable(),
  })
  .meta({ id: "Referral" });

export type ReferralProgramme = z.infer<typeof referralProgrammeSchema>;
export type Referral = z.infer<typeof referralSchema>;
