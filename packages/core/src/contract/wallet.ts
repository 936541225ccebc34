import { z } from "zod";
import { moneySchema } from "../money/index.ts";
import { instantSchema } from "../time/index.ts";

/** What an account can pay with: credits by kind, debt, and the included usage of the term that runs. */
export const walletSchema = z
  .strictObject({
    /** All credits that can be spent now. */
    balance: moneySchema,
    byKind: z.strictObject({
      paid: moneySchema,
      bonus: moneySchema,
      gift: moneySchema,
      referral: moneySchema,
    }),
    /** Of the balance, promised to requests in flight. */
    held: moneySchema,
    /** Balance without what is promised. */
    available: moneySchema,
    /** Usage beyond all credits; it blocks the next authorisation until it is paid. */
    debt: moneySchema,
    /** Null without a term that runs. */
    term: z
      .strictObject({
        planId: z.string(),
        startsAt: instantSchema,
        endsAt: instantSchema,
        /** False while past due or refunding: included usage is shut, credits work. */
        serving: z.boolean(),
        included: moneySchema,
        used: moneySchema,
        held: moneySchema,
        available: moneySchema,
      })
      .nullable(),
  })
  .meta({ id: "Wallet" });

export type Wallet = z.infer<typeof walletSchema>;
