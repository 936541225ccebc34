import type { disputeSummarySchema } from "@tenure/core/contract";
import { type DisputeState, frozenTotal, takenTotal } from "@tenure/core/disputes";
import { isCurrency, toMoney } from "@tenure/core/money";
import type { z } from "zod";
import type { PaymentDispute } from "../generated/prisma/client.ts";
import { standingIn } from "./standing.ts";

/** The latest dispute of a payment, to be read with its order. */
export const latestDispute = { orderBy: { id: "desc" }, take: 1 } as const;

/** A dispute as an order's row shows it; null where there is none. */
export function showDispute(row: PaymentDispute | undefined): z.input<typeof disputeSummarySchema> | null {
  if (row === undefined) return null;
  const { loss, frozenNanos, frozenBonusNanos } = standingIn(row);
  const money = (nanos: bigint) => toMoney(nanos, isCurrency(row.currency) ? row.currency : "USD");
  return {
    id: row.id,
    state: row.state as DisputeState,
    withdrawn: money(row.withdrawnNanos),
    frozen: money(frozenTotal({ paidNanos: frozenNanos, bonusNanos: frozenBonusNanos })),
    taken: money(loss === null ? 0n : takenTotal(loss)),
    debt: money(loss?.debtNanos ?? 0n),
    openedAt: row.openedAt.toISOString(),
  };
}
