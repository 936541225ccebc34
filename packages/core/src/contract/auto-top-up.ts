import { z } from "zod";
import { customerMoneySchema, moneySchema } from "../money/index.ts";
import { instantSchema } from "../time/index.ts";
import { decisionJsonSchema } from "./decision.ts";

/** What an owner asks for: credits per top-up, below which balance, and how much a month at most (T6.1). */
export const autoTopUpTermsShape = {
  /** Credits bought each time, before tax. */
  amount: customerMoneySchema,
  /** It happens when less than this is available. */
  threshold: customerMoneySchema,
  /** The most to be charged in a calendar month of the account's time zone, tax included. */
  monthlyCap: customerMoneySchema,
  /** A saved card. */
  paymentMethodId: z.uuid(),
};

/** Automatic top-up of an account, as it is now. Everything but `state` is null before it was first switched on. */
export const autoTopUpSchema = z
  .strictObject({
    /** `stopped`: the card was declined or could not be charged; only the owner switches it on again. */
    state: z.enum(["off", "on", "stopped"]),
    terms: z
      .strictObject({
        amount: moneySchema,
        threshold: moneySchema,
        monthlyCap: moneySchema,
        /** The card's label; null once it was removed. */
        method: z.string().nullable(),
        paymentMethodId: z.uuid().nullable(),
      })
      .nullable(),
    /** Charged in the present calendar month, a charge under way included. */
    monthCharged: moneySchema,
    /** First moment of the next calendar month, when the cap counts anew. */
    nextMonthAt: instantSchema,
    /** Null while the cap leaves room for another charge. */
    cappedUntil: instantSchema.nullable(),
    /** When the terms that hold were agreed to. */
    consentedAt: instantSchema.nullable(),
    /** Why it stopped, in the provider's own words (T6.2). */
    stopped: z.strictObject({ code: z.string(), message: z.string().nullable() }).nullable(),
    /** The last top-ups it made, newest first. */
    runs: z.array(
      z.strictObject({
        orderId: z.uuid(),
        number: z.string(),
        state: z.enum(["pending", "paid", "failed", "expired"]),
        total: moneySchema,
        credits: moneySchema,
        bonus: moneySchema,
        startedAt: instantSchema,
        paidAt: instantSchema.nullable(),
        decisionId: z.uuid(),
      }),
    ),
    /** What the caller may do now. */
    actions: z.array(z.enum(["switch_on", "change", "switch_off", "stop"])),
  })
  .meta({ id: "AutoTopUp" });

export type AutoTopUp = z.infer<typeof autoTopUpSchema>;

/** The review before it is switched on: what each charge is made of, and the consent to give (T6.1). */
export const autoTopUpReviewSchema = z.strictObject({
  decision: decisionJsonSchema,
  /** What is charged each time, tax included. */
  total: moneySchema,
  /** Whether the balance is low already, so that the card would be charged right away. */
  chargesAtOnce: z.boolean(),
  /** Null where it cannot be switched on. */
  consent: z
    .strictObject({
      version: z.string(),
      hash: z.string(),
      language: z.enum(["en", "zh"]),
      /** The words that are agreed to. */
      text: z.string(),
    })
    .nullable(),
});

/** A consent as it is sent back: the hash of exactly what was shown. */
export const autoTopUpConsentSchema = z.strictObject({
  version: z.string().max(40),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  language: z.enum(["en", "zh"]),
});
