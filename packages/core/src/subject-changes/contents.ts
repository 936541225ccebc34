import { z } from "zod";
import { nanosSchema } from "../money/index.ts";
import { instantSchema } from "../time/index.ts";
import { idSchema } from "./people.ts";

const ids = z.array(idSchema).max(10_000);
const notNegativeNanos = nanosSchema.refine((amountNanos) => amountNanos >= 0n);

/**
 * What is in an account when it passes. Ids and amounts only: cards, addresses and names of one side are never shown to
 * the other (C4.10).
 */
export const accountContentsSchema = z.strictObject({
  credits: z.strictObject({
    paidNanos: notNegativeNanos,
    bonusNanos: notNegativeNanos,
    giftNanos: notNegativeNanos,
    referralNanos: notNegativeNanos,
  }),
  /** The running subscription, with what its next term costs. */
  subscription: z
    .strictObject({
      id: idSchema,
      planId: z.string().min(1).max(60),
      priceNanos: notNegativeNanos,
      termEndsAt: instantSchema,
    })
    .nullable(),
  /** C4.2 */
  priceTerms: ids,
  creditLines: ids,
  partnerships: ids,
  accountLinks: ids,
  /** C4.5 */
  members: ids,
  /** C4.10 */
  apiKeys: ids,
  paymentMethods: ids,
  autoTopUps: ids,
  webhooks: ids,
  partnerGrants: ids,
  referralLinks: ids,
  invitations: ids,
  /** Requests in flight: they stay with the holder who started them. */
  openHolds: z.array(z.strictObject({ id: idSchema, heldNanos: notNegativeNanos })).max(10_000),
  /** C4.9: refunds that were asked for and wait for the outcome. */
  waitingRefunds: ids,
  /** C4.7: contracts and matters that the new subject continues to perform. */
  continuing: ids,
});
/** See {@link accountContentsSchema}. */
export type AccountContents = z.output<typeof accountContentsSchema>;
