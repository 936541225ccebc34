import type { BurnLot, PlanFunds, UsageFunds } from "@tenure/core/credits";
import type { LotKind } from "@tenure/core/policy";
import type { SubscriptionState } from "@tenure/core/subscriptions";
import type { Instant } from "@tenure/core/time";
import type { AccountFacts } from "../accounts/account-facts.ts";
import type { Tx } from "../db/database.ts";
import { balanceOf } from "../ledger/post.ts";

/** What an account can pay with, and what of it is promised. */
export interface AccountFunds extends UsageFunds {
  /** Plan and dates of the running term, for showing. */
  readonly term: { readonly planId: string; readonly startsAt: Instant } | null;
  /** Credits promised to open holds. Nanos. */
  readonly heldCreditNanos: bigint;
  /** Usage recorded beyond all credits. Nanos. */
  readonly debtNanos: bigint;
}

/** Reads an account's funds as they are at an instant; a command holds the account's lock while it does. */
export async function readFunds(tx: Tx, account: AccountFacts, now: Instant): Promise<AccountFunds> {
  const running = await runningTerm(tx, account.id, now);
  const held = await promisedNow(tx, account.id, running?.id ?? null, now);
  const plan: PlanFunds | null =
    running === null
      ? null
      : {
          termId: running.id,
          subscriptionState: running.state,
          ...(running.disputed ? { disputed: true as const } : {}),
          servesFrom: running.serves_from.toISOString(),
          endsAt: running.ends_at.toISOString(),
          includedNanos: running.included_nanos,
          usedNanos: running.used_nanos,
          heldNanos: held.planNanos,
        };
  return {
    plan,
    lots: await spendableLots(tx, account.id, now),
    term: running === null ? null : { planId: running.plan_id, startsAt: running.starts_at.toISOString() },
    heldCreditNanos: held.creditNanos,
    debtNanos: await balanceOf(tx, "wallet.debt", account.currency, account.id),
  };
}

/**
 * What open holds were promised: the kept counters, less the holds that are past their expiry and wait for the job that
 * ends them (few, and an index of their own finds them).
 */
async function promisedNow(tx: Tx, accountId: string, termId: string | null, now: Instant) {
  const [row] = await tx.$queryRaw<{ plan: string; credit: string }[]>`
    SELECT (coalesce((SELECT held_nanos FROM term WHERE id = ${termId}::uuid), 0) - coalesce(sum(o.left_plan_nanos)
             FILTER (WHERE o.term_id = ${termId}::uuid), 0))::text AS plan,
           ((SELECT held_nanos FROM wallet WHERE account_id = ${accountId}::uuid)
             - coalesce(sum(o.left_credit_nanos), 0))::text AS credit
      FROM usage_hold o WHERE o.account_id = ${accountId}::uuid AND o.state = 'open' AND o.expires_at <= ${now}::timestamptz`;
  return { planNanos: BigInt(row?.plan ?? 0), creditNanos: BigInt(row?.credit ?? 0) };
}

interface TermRow {
  id: string;
  plan_id: string;
  state: SubscriptionState;
  disputed: boolean;
  starts_at: Date;
  ends_at: Date;
  serves_from: Date;
  included_nanos: bigint;
  used_nanos: bigint;
}

/** The term of the account's subscription that runs at an instant; at most one subscription runs (partial UNIQUE). */
async function runningTerm(tx: Tx, accountId: string, now: Instant): Promise<TermRow | null> {
  const [row] = await tx.$queryRaw<TermRow[]>`
    SELECT t.id, s.plan_id, s.state, t.disputed_at IS NOT NULL AS disputed, t.starts_at, t.ends_at, t.included_nanos, t.used_nanos,
           (SELECT min(f.starts_at) FROM term f WHERE f.subscription_id = s.id) AS serves_from
      FROM subscription s JOIN term t ON t.subscription_id = s.id
     WHERE s.account_id = ${accountId}::uuid AND s.state NOT IN ('ended', 'incomplete')
       AND t.starts_at <= ${now}::timestamptz AND t.ends_at > ${now}::timestamptz AND t.ended_at IS NULL
     ORDER BY t.number DESC LIMIT 1`;
  return row ?? null;
}

/** Lots with something left; what is left is the ledger's balance. */
async function spendableLots(tx: Tx, accountId: string, now: Instant): Promise<BurnLot[]> {
  const rows = await tx.$queryRaw<
    { id: string; kind: LotKind; balance: string; expires_at: Date | null; opened_at: Date }[]
  >`SELECT l.id, l.kind, a.balance::text AS balance, l.expires_at, l.opened_at
      FROM credit_lot l JOIN ledger_account a ON a.id = l.ledger_account_id
     WHERE l.account_id = ${accountId}::uuid AND l.state = 'open' AND a.balance > 0
       AND (l.expires_at IS NULL OR l.expires_at > ${now}::timestamptz)`;
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    remainingNanos: BigInt(row.balance),
    expiresAt: row.expires_at?.toISOString() ?? null,
    openedAt: row.opened_at.toISOString(),
  }));
}
