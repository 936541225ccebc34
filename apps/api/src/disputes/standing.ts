import type { DisputeStanding, DisputeState, DisputeTransaction, DisputeWord } from "@tenure/core/disputes";
import { z } from "zod";
import type { PaymentDispute } from "../generated/prisma/client.ts";

/** The provider's balance transactions as they are kept: amounts are minor units, as text. */
const transactionsSchema = z.array(
  z.strictObject({
    id: z.string().max(120),
    amountMinor: z.string().regex(/^-?\d{1,18}$/),
    feeMinor: z.string().regex(/^-?\d{1,18}$/),
    currency: z.string().max(8),
    exchangeRate: z.string().max(40).nullable(),
  }),
);

/** What the provider shows of a dispute, as a command takes it. */
export const disputeWordSchema = z.strictObject({
  disputeId: z.string().max(120),
  status: z.string().max(60),
  reason: z.string().max(120),
  amountMinor: z.string().regex(/^\d{1,18}$/),
  currency: z.string().max(8),
  transactions: transactionsSchema,
  openedAt: z.iso.datetime(),
  evidenceDueAt: z.iso.datetime().nullable(),
});
/** See {@link disputeWordSchema}. */
export type DisputeWordJson = z.output<typeof disputeWordSchema>;

/** The word as core reads it. */
export const wordIn = (word: DisputeWordJson): DisputeWord => ({
  status: word.status,
  amountMinor: BigInt(word.amountMinor),
  currency: word.currency,
  transactions: transactionsIn(word.transactions),
});

/** Transactions that were kept. */
export const transactionsIn = (kept: unknown): DisputeTransaction[] =>
  transactionsSchema.parse(kept).map((each) => ({
    ...each,
    amountMinor: BigInt(each.amountMinor),
    feeMinor: BigInt(each.feeMinor),
  }));

/** What we hold of a dispute. */
export const standingIn = (row: PaymentDispute): DisputeStanding => ({
  state: row.state as DisputeState,
  transactionIds: transactionsIn(row.transactions).map(({ id }) => id),
  withdrawnNanos: row.withdrawnNanos,
  feeNanos: row.feeNanos,
  planShut: row.planShut,
  frozenNanos: row.frozenNanos,
  frozenBonusNanos: row.frozenBonusNanos,
  loss:
    row.takenNanos === null
      ? null
      : {
          takenNanos: row.takenNanos,
          takenBonusNanos: row.takenBonusNanos ?? 0n,
          debtNanos: row.debtNanos ?? 0n,
          claimNanos: row.claimNanos ?? 0n,
          beyondNanos: row.beyondNanos ?? 0n,
        },
});

/** The columns that a standing fills. */
export const columnsOf = ({
  state,
  withdrawnNanos,
  feeNanos,
  planShut,
  frozenNanos,
  frozenBonusNanos,
  loss,
}: DisputeStanding) => ({
  state: state ?? "open",
  withdrawnNanos,
  feeNanos,
  planShut,
  frozenNanos,
  frozenBonusNanos,
  takenNanos: loss?.takenNanos ?? null,
  takenBonusNanos: loss?.takenBonusNanos ?? null,
  debtNanos: loss?.debtNanos ?? null,
  claimNanos: loss?.claimNanos ?? null,
  beyondNanos: loss?.beyondNanos ?? null,
});
