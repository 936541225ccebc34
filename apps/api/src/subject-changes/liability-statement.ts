import { type Signed, sign, type SigningKey } from "@tenure/core/decision";
import { currencySchema } from "@tenure/core/money";
import type { LiabilityCut } from "@tenure/core/subject-changes";
import { type Instant, instantSchema } from "@tenure/core/time";
import { z } from "zod";
import type { AccountFacts } from "../accounts/account-facts.ts";
import type { LiabilitySpan } from "./liability.ts";

const nanosText = z.string().regex(/^-?\d{1,38}$/);

const sumsSchema = z.strictObject({
  usageNanos: nanosText,
  chargesNanos: nanosText,
  refundsNanos: nanosText,
  disputesNanos: nanosText,
  totalNanos: nanosText,
  decisions: z.int().min(0),
});

/**
 * What the holders of an account answer for (C4.8), as it is signed: amounts are nanos as text, ids and instants, no name.
 * `whole`: all holders together; null where only one holder's part is shown. `entries`: null where they are another's.
 */
export const liabilityStatementSchema = z.strictObject({
  kind: z.literal("liability_statement"),
  accountId: z.uuid(),
  currency: currencySchema,
  preparedAt: instantSchema,
  bookedFrom: instantSchema.nullable(),
  bookedUntil: instantSchema.nullable(),
  whole: sumsSchema.nullable(),
  parts: z.array(
    z.strictObject({
      holderPeriodId: z.uuid(),
      from: instantSchema,
      /** Null while it lasts. */
      until: instantSchema.nullable(),
      sums: sumsSchema,
      entries: z
        .array(
          z.strictObject({
            id: z.string(),
            kind: z.enum(["usage", "charge", "refund", "dispute", "decision"]),
            at: instantSchema,
            /** When what it comes from began: that says whose it is (C4.6). */
            arisesAt: instantSchema,
            amountNanos: nanosText,
          }),
        )
        .nullable(),
    }),
  ),
});
/** See {@link liabilityStatementSchema}. */
export type LiabilityStatement = z.output<typeof liabilityStatementSchema>;

/** What is shown: to staff everything; to the holder everybody's sums and its own entries; to a former one its part alone. */
export interface LiabilityView {
  /** Periods whose entries are shown; null: all. */
  readonly own: ReadonlySet<string> | null;
  /** Whether other periods appear at all. */
  readonly onlyOwn: boolean;
}

/** A cut as a statement for whoever reads it. */
export function statementOf(
  account: Pick<AccountFacts, "id" | "currency">,
  cut: LiabilityCut,
  span: LiabilitySpan,
  preparedAt: Instant,
  { own, onlyOwn }: LiabilityView,
): LiabilityStatement {
  const isOwn = (id: string): boolean => own === null || own.has(id);
  return {
    kind: "liability_statement",
    accountId: account.id,
    currency: account.currency,
    preparedAt,
    bookedFrom: span.from,
    bookedUntil: span.until,
    whole: onlyOwn ? null : sumsText(cut.whole),
    parts: cut.parts
      .filter(({ period }) => !onlyOwn || isOwn(period.id))
      .map(({ period, sums, entries }) => ({
        holderPeriodId: period.id,
        from: period.from,
        until: period.until,
        sums: sumsText(sums),
        entries: isOwn(period.id)
          ? entries.map(({ amountNanos, ...entry }) => ({ ...entry, amountNanos: amountNanos.toString() }))
          : null,
      })),
  };
}

const sumsText = ({ decisions, ...sums }: LiabilityCut["whole"]) => ({
  usageNanos: sums.usageNanos.toString(),
  chargesNanos: sums.chargesNanos.toString(),
  refundsNanos: sums.refundsNanos.toString(),
  disputesNanos: sums.disputesNanos.toString(),
  totalNanos: sums.totalNanos.toString(),
  decisions,
});

/** The statement, signed with the key of decisions: anybody can check it against the published keys. */
export const signStatement = (statement: LiabilityStatement, key: SigningKey): Signed =>
  sign("tenure.statement.v1", statement, key);
