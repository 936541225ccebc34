import { sumNanos } from "@tenure/core/credits";
import type { LotKind } from "@tenure/core/policy";
import type { Instant } from "@tenure/core/time";
import type { Tx } from "../db/database.ts";

/** What is left of an account's credits by kind, of lots that have not expired. Nanos. */
export async function creditsLeft(tx: Tx, accountId: string, now: Instant) {
  const rows = await tx.$queryRaw<{ kind: LotKind; left: string }[]>`
    SELECT l.kind, sum(a.balance)::text AS left FROM credit_lot l JOIN ledger_account a ON a.id = l.ledger_account_id
     WHERE l.account_id = ${accountId}::uuid AND l.state = 'open'
       AND (l.expires_at IS NULL OR l.expires_at > ${now}::timestamptz)
     GROUP BY l.kind`;
  const of = (kind: LotKind) => BigInt(rows.find((row) => row.kind === kind)?.left ?? "0");
  return {
    paidNanos: of("paid"),
    bonusNanos: of("bonus"),
    giftNanos: of("gift"),
    referralNanos: of("referral"),
  };
}

/** Requests in flight and what they were promised, plan and credits together. */
export async function requestsInFlight(tx: Tx, accountId: string) {
  const { _count, _sum } = await tx.usageHold.aggregate({
    where: { accountId, state: "open" },
    _count: true,
    _sum: { leftPlanNanos: true, leftCreditNanos: true },
  });
  return {
    openHolds: _count,
    heldNanos: sumNanos([_sum.leftPlanNanos ?? 0n, _sum.leftCreditNanos ?? 0n]),
  };
}
