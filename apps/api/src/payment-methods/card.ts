import { z } from "zod";

/** A saved card as the provider tells of it; never a number. */
export const cardSchema = z.strictObject({
  provider: z.literal("stripe"),
  methodId: z.string().min(1).max(120),
  /** For people: `Visa •••• 4242`. */
  label: z.string().max(80),
  fingerprint: z.string().max(120).nullable(),
  brand: z.string().max(40).nullable(),
  last4: z.string().max(4).nullable(),
  expMonth: z.int().min(1).max(12).nullable(),
  expYear: z.int().min(2000).max(9999).nullable(),
});

/** A saved card as the provider tells of it. */
export type Card = z.output<typeof cardSchema>;
