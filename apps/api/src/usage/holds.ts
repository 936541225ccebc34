import { holdDetailSchema, type UsageHoldDetail } from "@tenure/core/contract";
import { creditPartNanos, sumNanos } from "@tenure/core/credits";
import { type Currency, toMoney } from "@tenure/core/money";
import type { Tx } from "../db/database.ts";

/** A stored hold. */
interface HoldRow {
  readonly id: string;
  readonly model: string;
  readonly state: string;
  readonly amountNanos: bigint;
  readonly planNanos: bigint;
  readonly leftPlanNanos: bigint;
  readonly leftCreditNanos: bigint;
  readonly settledNanos: bigint | null;
  readonly refusals: unknown;
  readonly openedAt: Date;
  readonly expiresAt: Date;
  readonly closedAt: Date | null;
}

/** Holds of an account, newest first, after a cursor. */
export const listHolds = (
  tx: Tx,
  accountId: string,
  state: UsageHoldDetail["state"] | undefined,
  page: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<HoldRow[]> =>
  tx.usageHold.findMany({
    where: {
      accountId,
      ...(state === undefined ? {} : { state }),
    },
    // The order of an index that begins with the account: nothing here grows with the history.
    orderBy: [{ openedAt: "desc" }, { id: "desc" }],
    ...(page.cursor === undefined ? {} : { cursor: { id: page.cursor }, skip: 1 }),
    take: page.limit,
  });

/** A hold as the API shows it. */
export const showHold = (row: HoldRow, currency: Currency): UsageHoldDetail =>
  holdDetailSchema.parse({
    holdId: row.id,
    model: row.model,
    state: row.state,
    guaranteed: toMoney(row.amountNanos, currency),
    planPart: toMoney(row.planNanos, currency),
    creditPart: toMoney(creditPartNanos(row), currency),
    left: toMoney(sumNanos([row.leftPlanNanos, row.leftCreditNanos]), currency),
    settled: row.settledNanos === null ? null : toMoney(row.settledNanos, currency),
    openedAt: row.openedAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    closedAt: row.closedAt?.toISOString() ?? null,
    refusals: row.refusals ?? [],
  });
