import { z } from "zod";
import { moneySchema } from "../money/index.ts";
import { instantSchema } from "../time/index.ts";
import { planIds } from "../pricing/index.ts";

/** A change of the running subscription's price that lies ahead (T3.2). Amounts are for one term, before tax. */
export const announcedPriceChangeSchema = z
  .strictObject({
    id: z.uuid(),
    planId: z.enum(planIds),
    interval: z.enum(["month", "year"]),
    before: moneySchema,
    after: moneySchema,
    includedUsage: moneySchema,
    /** Dearer than now: it holds only as far as it was announced early enough. */
    raise: z.boolean(),
    /** The first renewal that has it; every renewal before keeps the present price. */
    renewalAt: instantSchema,
    /** Last moment to cancel without ever paying it (T2.5). */
    cancelBy: instantSchema,
    /** When the mail server took the notice; null: none counts so far, and `renewalAt` holds only if one is taken now. */
    noticeAcceptedAt: instantSchema.nullable(),
  })
  .meta({ id: "AnnouncedPriceChange" });

/** What the link of a notice would do now; `outcome` is null where it does nothing, the decision says why. */
export const cancelBeforePriceChangePreviewSchema = z.strictObject({
  planId: z.enum(planIds),
  /** The account's name and zone: whoever holds the link may not be signed in. */
  accountName: z.string(),
  zone: z.string(),
  before: moneySchema,
  after: moneySchema,
  outcome: z
    .strictObject({
      inTime: z.boolean(),
      endsAt: instantSchema,
      /** Renewals that still come, each at the present price. */
      renewals: z.int(),
      /** Each of them, tax included. */
      charge: moneySchema,
    })
    .nullable(),
  /** Why nothing happens, as codes of the decision. */
  refusals: z.array(z.string()),
});
