import { z } from "zod";
import { currencySchema, decimalToNanos, MAX_AMOUNT_NANOS, nanosPerMinor } from "../money/index.ts";
import { fromEpochMs } from "../time/index.ts";
import type { SubscriptionRefundFacts } from "./facts.ts";
import { refundStates } from "./lifecycle.ts";

/** An id of the file's own. */
export const id = z.string().min(1).max(64);

const NO_AMOUNT =
  'not an amount: a decimal in quotes such as "18.05", not negative, at most nine digits behind the point';

/** An amount as people write it, in the file's currency: `"20.00"`. */
export const amount = z.string({ error: NO_AMOUNT }).transform((text, context) => {
  const amountNanos = decimalToNanos(text);
  if (amountNanos !== null && amountNanos >= 0n && amountNanos <= MAX_AMOUNT_NANOS) return amountNanos;
  context.addIssue({ code: "custom", message: NO_AMOUNT });
  return z.NEVER;
});

/** An instant with its zone, to the second or the millisecond. */
export const instant = z
  .string()
  .pipe(
    z.iso.datetime({
      offset: true,
      error: "not an instant: ISO 8601 with a zone, such as 2026-11-20T10:00:00Z",
    }),
  )
  .transform((text) => fromEpochMs(Date.parse(text)));

/** An amount that is left out. */
export const nothing = 0n;

/** A field inside the file, as zod names it. */
type Path = (string | number)[];

/** The kind of a file, which says what else it has. */
export const kindOf = <Kind extends string>(kind: Kind) =>
  z.literal(kind, { error: "refund.subscription or refund.top_up" });

/** What files of both kinds of order have. */
export const commonShape = {
  /** When it is decided. */
  now: instant,
  /** Of the order and of every amount in the file. */
  currency: currencySchema,
  route: z.enum(["self_service", "email"]).default("self_service"),
  /** When the request arrived, what the window is judged at (R5.2); the same as `now` where it is left out. */
  requestedAt: instant.optional(),
  accountState: z.enum(["active", "suspended", "terminated", "closed"]).default("active"),
  subjectChange: z.enum(["none", "open", "accepted"]).default("none"),
  payments: z.array(
    z.strictObject({
      id,
      provider: z.enum(["stripe", "antom", "bank_transfer", "distributor"]),
      /** What was paid, tax included. */
      amount,
      /** Tax in it (R3.9). */
      tax: amount.default(nothing),
      disputeOpen: z.boolean().default(false),
      /** What lost disputes took (R3.8). */
      lost: amount.default(nothing),
      /** The smallest refund its provider pays (R2.9); one minor unit where it is left out. */
      minimumRefund: amount.optional(),
    }),
  ),
  earlierRefunds: z
    .array(
      z.strictObject({
        id,
        state: z.enum(refundStates),
        extent: z.enum(["whole", "partial"]),
        /** Net, fee and remainder, before tax (R3.8). */
        gross: amount,
        legs: z.array(z.strictObject({ paymentId: id, amount })),
        owed: z.literal(true).exactOptional(),
      }),
    )
    .default([]),
  /** Requests in flight, and what is held for each (R3.6). */
  openHolds: z.array(z.strictObject({ id, held: amount, expiresAt: instant })).default([]),
  /** Refunds of the account, person, card or device within the policy's days, this one not counted (R2.10). */
  recentRefunds: z.int().min(0).default(0),
  /** What a reviewer allowed (R5.2). */
  concession: z
    .strictObject({
      feeBps: z.int().min(0).max(10_000).exactOptional(),
      excusedUsage: amount.exactOptional(),
    })
    .optional(),
};
type CommonFile = z.output<z.ZodObject<typeof commonShape>> & {
  readonly order: { readonly state: string; readonly paidAt: string | null };
};

/** Tells of a contradiction at the field that has it. */
type Report = (path: Path, message: string) => void;

/** Tells of what contradicts itself in a file of either kind. */
export function reportContradictions(file: CommonFile, report: Report): void {
  const paymentIds = new Set<string>();
  file.payments.forEach(({ id: paymentId, amount: paid, tax }, index) => {
    if (paymentIds.has(paymentId)) report(["payments", index, "id"], "the id of another payment");
    paymentIds.add(paymentId);
    if (tax > paid) report(["payments", index, "tax"], "more than the amount it is part of");
  });
  file.earlierRefunds.forEach(({ legs }, index) =>
    legs.forEach(({ paymentId }, leg) => {
      if (!paymentIds.has(paymentId))
        report(["earlierRefunds", index, "legs", leg, "paymentId"], "no payment of this file");
    }),
  );
  if (file.order.state === "paid" && file.order.paidAt === null)
    report(["order", "paidAt"], "a paid order was paid at some instant");
}

/** Facts of either kind of order, as far as their files say the same; whole minor units are asked for where they are. */
export function commonFacts(file: CommonFile, report: Report) {
  const perMinor = nanosPerMinor(file.currency);
  const minor = (amountNanos: bigint, path: Path): bigint => {
    if (amountNanos % perMinor !== 0n) report(path, `finer than the smallest unit of ${file.currency}`);
    return amountNanos / perMinor;
  };
  const { concession } = file;
  return {
    now: file.now,
    currency: file.currency,
    route: file.route,
    requestedAt: file.requestedAt ?? file.now,
    accountState: file.accountState,
    subjectChange: file.subjectChange,
    payments: file.payments.map((payment, index) => ({
      id: payment.id,
      provider: payment.provider,
      amountMinor: minor(payment.amount, ["payments", index, "amount"]),
      taxNanos: payment.tax,
      disputeOpen: payment.disputeOpen,
      lostMinor: minor(payment.lost, ["payments", index, "lost"]),
      minimumRefundMinor:
        payment.minimumRefund === undefined
          ? 1n
          : minor(payment.minimumRefund, ["payments", index, "minimumRefund"]),
    })),
    earlierRefunds: file.earlierRefunds.map(({ gross, legs, ...refund }, index) => ({
      ...refund,
      grossNanos: gross,
      legs: legs.map((leg, number) => ({
        paymentId: leg.paymentId,
        amountMinor: minor(leg.amount, ["earlierRefunds", index, "legs", number, "amount"]),
      })),
    })),
    recentRefunds: file.recentRefunds,
    ...(concession === undefined
      ? {}
      : {
          concession: {
            ...(concession.feeBps === undefined ? {} : { feeBps: concession.feeBps }),
            ...(concession.excusedUsage === undefined ? {} : { excusedUsageNanos: concession.excusedUsage }),
          },
        }),
  } satisfies Partial<SubscriptionRefundFacts>;
}
