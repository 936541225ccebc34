import { z } from "zod";
import { moneySchema } from "../money/index.ts";
import { planIds } from "../pricing/index.ts";
import { instantSchema } from "../time/index.ts";
import { decisionJsonSchema } from "./decision.ts";
import { pastDueSchema } from "./renewals.ts";
import { scheduledChangeSchema } from "./plan-changes.ts";

/** What the account has now: a running subscription with its term, or the Free plan. */
export const subscriptionSchema = z
  .strictObject({
    planId: z.enum(planIds),
    /** Null on Free. */
    subscription: z
      .strictObject({
        id: z.uuid(),
        state: z.enum(["incomplete", "active", "canceling", "past_due", "refunding"]),
        interval: z.enum(["month", "year"]),
        price: moneySchema,
        orderId: z.uuid(),
        /** Received as a gift: it ends at `paidUntil` and nothing is charged (R2.7). */
        gift: z.boolean(),
        /** End of what is paid for: of the term, or of the last gift term after it. Renewal comes then. */
        paidUntil: instantSchema,
        /** Who bills it, where it was bought through a distributor: cancel, refunds and payment there (T1.3). */
        distributor: z
          .strictObject({
            name: z.string(),
            title: z.string(),
            cancelLink: z.string(),
            refundLink: z.string(),
            billingLink: z.string(),
          })
          .nullable(),
        /** What is unpaid and what happens next; null where nothing is (T2.2). */
        pastDue: pastDueSchema.nullable(),
        /** Null while it renews. `endsAt`: after it the account is on Free; `renewals`: terms still charged (T2.5). */
        cancellation: z
          .strictObject({
            canceledAt: instantSchema,
            endsAt: instantSchema,
            renewals: z.int(),
            /** The change of plan that the cancellation dropped; taking it back brings it back. Null where none was. */
            droppedChange: scheduledChangeSchema.nullable(),
          })
          .nullable(),
        /** The change of plan that waits for the end of what is paid for; null where none does (T2.6). */
        scheduledChange: scheduledChangeSchema.nullable(),
        term: z.strictObject({
          id: z.uuid(),
          number: z.int(),
          startsAt: instantSchema,
          endsAt: instantSchema,
          /** What an upgrade credited to it from the term before; nothing where it was bought alone (T1.4). */
          credited: moneySchema,
          /** Last moment at which cancelling avoids the next charge (T2.5). */
          cancelBy: instantSchema,
          refundUntil: instantSchema,
          included: moneySchema,
          used: moneySchema,
          /** Promised to requests in flight. */
          held: moneySchema,
        }),
      })
      .nullable(),
    now: instantSchema,
  })
  .meta({ id: "Subscription" });

/** The review step before a subscription is bought (T1.4, T2.1). */
export const purchaseReviewSchema = z
  .strictObject({
    decision: decisionJsonSchema,
    planId: z.enum(planIds),
    interval: z.enum(["month", "year"]),
    total: moneySchema,
    /** Null where the policy refuses. */
    renewsAt: instantSchema.nullable(),
    cancelBy: instantSchema.nullable(),
    refundUntil: instantSchema.nullable(),
    /** The terms that are agreed to, with the hash of their text in the caller's language. */
    terms: z.strictObject({ version: z.string(), hash: z.string(), language: z.enum(["en", "zh"]) }),
    now: instantSchema,
  })
  .meta({ id: "PurchaseReview" });

/** Answer of a purchase: where to pay. `checkoutUrl` is null while the provider does not answer; ask again. */
export const purchaseSchema = z
  .strictObject({
    orderId: z.uuid(),
    number: z.string(),
    checkoutUrl: z.string().nullable(),
    expiresAt: instantSchema,
  })
  .meta({ id: "Purchase" });

/** What cancelling now would mean (T2.4–T2.6); `outcome` is null where it is refused, the decision says why. */
export const cancellationPreviewSchema = z
  .strictObject({
    decision: decisionJsonSchema,
    planId: z.enum(planIds),
    outcome: z
      .strictObject({
        /** Whether the cut-off has not passed; exactly at it is in time. */
        inTime: z.boolean(),
        cancelBy: instantSchema,
        /** Access ends here. */
        endsAt: instantSchema,
        /** When it is charged once more; null where it is not. */
        chargedAt: instantSchema.nullable(),
        /** That charge, tax included. */
        charge: moneySchema,
        /** The plan of that charge: what runs, or a cheaper one that was chosen in time; null where none comes. */
        renewsAs: z.enum(planIds).nullable(),
        /** The plan that was chosen for later and no longer comes; null where none waited, or it still does. */
        drops: z.strictObject({ planId: z.enum(planIds), appliesAt: instantSchema }).nullable(),
      })
      .nullable(),
    now: instantSchema,
  })
  .meta({ id: "CancellationPreview" });

/** A cancelled subscription. */
export const cancellationSchema = z
  .strictObject({
    subscriptionId: z.uuid(),
    /** `ended` where it was in arrears. */
    state: z.enum(["canceling", "ended"]),
    endsAt: instantSchema,
    decisionId: z.uuid(),
  })
  .meta({ id: "Cancellation" });

/** A subscription that renews again. */
export const renewingSchema = z
  .strictObject({
    subscriptionId: z.uuid(),
    state: z.literal("active"),
    renewsAt: instantSchema,
    decisionId: z.uuid(),
  })
  .meta({ id: "Renewing" });
