import { z } from "zod";
import { nanosSchema } from "../money/index.ts";
import type { Policy } from "../policy/index.ts";
import { type Instant, instantSchema, toEpochMs } from "../time/index.ts";
import { noticeDeadline } from "./price-change.ts";

/** A version of a plan's price: what a term costs before tax and what it contains. */
export const planPriceSchema = z.strictObject({
  planPriceId: z.string(),
  planId: z.string(),
  amountNanos: nanosSchema,
  includedUsageNanos: nanosSchema,
});
/** See {@link planPriceSchema}. */
export type PlanPrice = z.output<typeof planPriceSchema>;

/** A price change as one subscription meets it, with what became of the notice to its owner (T3.2). */
export const announcedChangeSchema = z.strictObject({
  changeId: z.string(),
  /** The version that takes the place of the one the subscription has. */
  planPriceId: z.string(),
  amountNanos: nanosSchema,
  includedUsageNanos: nanosSchema,
  /** Renewals from this instant on. */
  appliesFrom: instantSchema,
  /** When the mail server accepted the notice to this subscription; null: it did not. */
  noticeAcceptedAt: instantSchema.nullable(),
  /** When it came back, however late; a notice that bounced is none. */
  bouncedAt: instantSchema.nullable(),
  /** Withdrawn by staff, whatever was announced. */
  canceled: z.boolean(),
});
/** See {@link announcedChangeSchema}. */
export type AnnouncedChange = z.output<typeof announcedChangeSchema>;

/** Why an announced price is not charged at a renewal. */
export const KEPT_BECAUSE = ["no_notice", "bounced", "late", "leaving"] as const;

/** The price of a renewal, and how it came about. */
export interface RenewalPrice {
  readonly price: PlanPrice;
  /** The raise that staying past this renewal accepts (T3.2), or null. */
  readonly acceptedChangeId: string | null;
  /** The price that is listed and does not hold yet, and why. */
  readonly kept: {
    readonly changeId: string;
    readonly amountNanos: bigint;
    readonly why: (typeof KEPT_BECAUSE)[number];
  } | null;
}

/**
 * Which price a renewal has (T3.2). The newest change decides what is listed: where that is no dearer than what the
 * subscription has, it holds at once. A dearer one holds as far as a notice announced it: accepted by the mail server
 * at least the notice period before this renewal, and not bounced. Where an earlier notice announced at least as much,
 * the lower listed price is covered by it; where it announced less, no more than that is charged.
 *
 * @param changes those of the price the subscription has, earlier versions first: of two that apply from the same instant the
 *   later one counts
 * @param renewalAt the end of the term: judged by it and not by when somebody looks
 * @param leaving cancelled, or another plan chosen, too late for this renewal: no raise holds any more (T2.5)
 */
export function renewalPrice(
  price: PlanPrice,
  changes: readonly AnnouncedChange[],
  renewalAt: Instant,
  leaving: boolean,
  policy: Policy,
): RenewalPrice {
  const lacks = (each: AnnouncedChange) => (leaving ? "leaving" : missing(each, renewalAt, policy));
  const inForce = changes
    .filter((each) => !each.canceled && toEpochMs(each.appliesFrom) <= toEpochMs(renewalAt))
    .toSorted((a, b) => toEpochMs(a.appliesFrom) - toEpochMs(b.appliesFrom));
  const listed = inForce.at(-1);
  if (listed === undefined) return { price, acceptedChangeId: null, kept: null };
  if (listed.amountNanos <= price.amountNanos)
    return { price: versionOf(listed, price.planId), acceptedChangeId: null, kept: null };

  const announced = inForce
    .filter((each) => each.amountNanos > price.amountNanos && lacks(each) === null)
    .reduce<AnnouncedChange | null>(
      (most, each) => (most === null || each.amountNanos >= most.amountNanos ? each : most),
      null,
    );
  if (announced !== null && announced.amountNanos >= listed.amountNanos)
    return { price: versionOf(listed, price.planId), acceptedChangeId: announced.changeId, kept: null };
  return {
    price: announced === null ? price : versionOf(announced, price.planId),
    acceptedChangeId: announced?.changeId ?? null,
    kept: {
      changeId: listed.changeId,
      amountNanos: listed.amountNanos,
      why: lacks(listed) ?? "no_notice",
    },
  };
}

/** What a notice lacks to make a raise hold at a renewal; null: nothing. */
function missing(change: AnnouncedChange, renewalAt: Instant, policy: Policy) {
  if (change.noticeAcceptedAt === null) return "no_notice";
  if (change.bouncedAt !== null) return "bounced";
  return toEpochMs(change.noticeAcceptedAt) <= toEpochMs(noticeDeadline(renewalAt, policy)) ? null : "late";
}

const versionOf = (change: AnnouncedChange, planId: string): PlanPrice => ({
  planPriceId: change.planPriceId,
  planId,
  amountNanos: change.amountNanos,
  includedUsageNanos: change.includedUsageNanos,
});
