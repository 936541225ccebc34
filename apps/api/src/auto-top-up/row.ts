import type { AutoTopUpState } from "@tenure/core/auto-top-up";
import type { Tx } from "../db/database.ts";

/** Automatic top-up of an account as it is stored. Nanos. */
export interface AutoTopUpRow {
  readonly accountId: string;
  readonly state: AutoTopUpState;
  readonly amountNanos: bigint;
  readonly thresholdNanos: bigint;
  readonly monthlyCapNanos: bigint;
  readonly paymentMethodId: string | null;
  readonly consentId: string | null;
  /** The calendar month that was charged last, `2026-11-01`. */
  readonly month: string | null;
  readonly monthChargedNanos: bigint;
  readonly pendingOrderId: string | null;
  readonly calledAt: Date | null;
  readonly quietUntil: Date | null;
  readonly stoppedCode: string | null;
  readonly stoppedMessage: string | null;
}

/** Reads it, or null where it was never switched on. */
export async function readAutoTopUp(tx: Tx, accountId: string): Promise<AutoTopUpRow | null> {
  const row = await tx.autoTopUp.findUnique({ where: { accountId } });
  if (row === null) return null;
  return {
    ...row,
    // The CHECK constraint repeats the table's states; a test compares both.
    state: row.state as AutoTopUpState,
    month: row.month?.toISOString().slice(0, 10) ?? null,
  };
}

/** The first day of a month as the database takes it. */
export const dayOf = (month: string): Date => new Date(`${month}T00:00:00.000Z`);
