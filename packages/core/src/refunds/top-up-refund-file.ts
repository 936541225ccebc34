import { z } from "zod";
import { minorToNanos } from "../money/index.ts";
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
import type { TopUpRefundFacts } from "./top-up-facts.ts";

/** See {@link topUpRefundFileSchema}. */
const fileSchema = z.strictObject({
  ...commonShape,
  kind: kindOf("refund.top_up"),
  order: z.strictObject({
    id: id.default("order"),
    number: z.string().min(1).max(40).default("order"),
    state: z.enum(["pending", "paid", "failed", "expired"]).default("paid"),
    /** Null while it is unpaid. */
    paidAt: instant.nullable(),
    paidByPreviousHolder: z.boolean().default(false),
  }),
  /** Credits of every kind used since the order was paid (R3.3). */
  used: amount.default(nothing),
  /** Paid credits of this order that are left (R1.2); what was paid before tax, less `used`, where it is left out. */
  unused: amount.optional(),
  /** Bonus that came with the order (R3.4): what was used of it, and what is left. */
  bonusSpent: amount.default(nothing),
  bonusLeft: amount.default(nothing),
  /** Paid credits of the whole wallet, and its debt (R2.5); `unused` and nothing where they are left out. */
  wallet: amount.optional(),
  debt: amount.default(nothing),
});

/** The facts of a top-up's refund as a person writes them down, like those of a subscription. */
export const topUpRefundFileSchema = fileSchema.transform((file, context): TopUpRefundFacts => {
  const report = (path: (string | number)[], message: string) =>
    context.addIssue({ code: "custom", path, message });
  reportContradictions(file, report);
  const common = commonFacts(file, report);
  const paidNanos = common.payments.reduce(
    (sum, { amountMinor, taxNanos }) => sum + minorToNanos(amountMinor, file.currency) - taxNanos,
    0n,
  );
  const leftNanos = paidNanos > file.used ? paidNanos - file.used : 0n;
  const unusedPaidNanos = file.unused ?? leftNanos;
  if (unusedPaidNanos > paidNanos) report(["unused"], "more than was paid");
  return {
    ...common,
    order: file.order,
    usedNanos: file.used,
    openHolds: file.openHolds.map(({ id: holdId, held, expiresAt }) => ({
      id: holdId,
      creditNanos: held,
      expiresAt,
    })),
    unusedPaidNanos,
    bonusSpentNanos: file.bonusSpent,
    bonusLeftNanos: file.bonusLeft,
    walletPaidNanos: file.wallet ?? unusedPaidNanos,
    debtNanos: file.debt,
  };
});
