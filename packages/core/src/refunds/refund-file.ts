import { z } from "zod";
import { planIds } from "../pricing/plans.ts";
import type { SubscriptionRefundFacts } from "./facts.ts";
import {
  amount,
  commonFacts,
  commonShape,
  id,
  instant,
  kindOf,
  nothing,
  reportContradictions,
} from "./refund-file-parts.ts";

/** See {@link refundFileSchema}. */
const subscriptionRefundFileSchema = z.strictObject({
  ...commonShape,
  kind: kindOf("refund.subscription"),
  order: z.strictObject({
    id: id.default("order"),
    planId: z.enum(planIds),
    planName: z.string().min(1).max(60).optional(),
    state: z.enum(["pending", "paid", "failed", "expired"]).default("paid"),
    origin: z.enum(["new", "renewal", "upgrade"]).default("new"),
    /** Null while it is unpaid. */
    paidAt: instant.nullable(),
    /** When the subscription's first order was paid; the same as `paidAt` where it is left out. */
    subscribedAt: instant.nullable().optional(),
    gift: z.enum(["none", "received", "given_unredeemed", "given_redeemed"]).default("none"),
    distributor: z
      .strictObject({ name: z.string().max(60), link: z.string().max(300) })
      .nullable()
      .default(null),
    paidByPreviousHolder: z.boolean().default(false),
    creditedAway: z.literal(true).exactOptional(),
  }),
  /** Value at list price of what the term's included usage has served (R3.1). */
  used: amount.default(nothing),
});

/**
 * The facts of a refund as a person writes them down: amounts as decimal texts in the currency of the file, instants
 * in any zone, and left out what is as usual. Reads into the facts that the rule decides from.
 */
export const refundFileSchema = subscriptionRefundFileSchema.transform(
  (file, context): SubscriptionRefundFacts => {
    const report = (path: (string | number)[], message: string) =>
      context.addIssue({ code: "custom", path, message });
    reportContradictions(file, report);
    const { order } = file;
    return {
      ...commonFacts(file, report),
      order: {
        ...order,
        planName: order.planName ?? `${order.planId.slice(0, 1).toUpperCase()}${order.planId.slice(1)}`,
        subscribedAt: order.subscribedAt === undefined ? order.paidAt : order.subscribedAt,
      },
      usedNanos: file.used,
      openHolds: file.openHolds.map(({ id: holdId, held, expiresAt }) => ({
        id: holdId,
        planNanos: held,
        expiresAt,
      })),
    };
  },
);
