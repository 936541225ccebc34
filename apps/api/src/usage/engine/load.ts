import type { HoldFacts, HoldRefund, PlanFunds, UsageAccount } from "@tenure/core/credits";
import type { Currency, Language } from "@tenure/core/money";
import type { LotKind } from "@tenure/core/policy";
import type { SubscriptionState } from "@tenure/core/subscriptions";
import type { Instant } from "@tenure/core/time";
import type pg from "pg";

/** Most overdue holds ended at one touch of an account; the rest at the next. */
const OVERDUE_PER_TOUCH = 500;

/** A lot that can pay, with the ledger account behind it. */
export interface LoadedLot {
  readonly id: string;
  readonly ledgerAccountId: string;
  readonly kind: LotKind;
  readonly remainingNanos: bigint;
  readonly expiresAt: Instant | null;
  readonly openedAt: Instant;
}

/** A hold as the engine works with it: `HoldFacts` say what it still promises, the rest what it was. */
export interface LoadedHold extends HoldFacts {
  readonly model: string;
  readonly grantedNanos: bigint;
  readonly grantedPlanNanos: bigint;
  readonly settledNanos: bigint | null;
  /** Whether the last usage of its request was recorded. */
  readonly usageFinal: boolean;
}

/** Everything a batch needs of one account, read under its lock. */
export interface LoadedAccount extends UsageAccount {
  readonly id: string;
  readonly zone: string;
  readonly language: Language;
  /** The account's local day and month, ISO dates. */
  readonly day: string;
  readonly month: string;
  readonly warnedDay: string | null;
  readonly warnedMonth: string | null;
  readonly lots: readonly LoadedLot[];
  /** Ledger account of the debt; null until there was one. */
  readonly debtAccountId: string | null;
  readonly holds: ReadonlyMap<string, LoadedHold>;
  /** Holds that are past their expiry and still open. */
  readonly overdue: readonly string[];
  readonly keys: ReadonlyMap<string, LoadedKey>;
  /** The automatic top-up, where it is on and waits for nothing. Nanos. */
  readonly topUpBelowNanos: bigint | null;
}

/** A key as it is at this instant. */
export interface LoadedKey {
  readonly valid: boolean;
  readonly scopes: readonly string[];
  /** Whether its last use should be written down again. */
  readonly stale: boolean;
}

const HOLD = `'id', h.id, 'model', h.model, 'state', h.state, 'termId', h.term_id, 'plan', h.left_plan_nanos::text,
  'credit', h.left_credit_nanos::text, 'granted', h.amount_nanos::text, 'grantedPlan', h.plan_nanos::text,
  'settled', h.settled_nanos::text, 'final', h.usage_final, 'openedAt', tenure_iso(h.opened_at),
  'expiresAt', tenure_iso(h.expires_at), 'counted', h.counted_refund_id, 'refundId', r.id, 'refundState', r.state`;
const HOLD_REFUND = `LEFT JOIN term ht ON ht.id = h.term_id LEFT JOIN LATERAL (
  SELECT id, state FROM refund WHERE order_id = ht.order_id AND kind = 'subscription' AND state NOT IN ('failed', 'canceled')
   ORDER BY submitted_at DESC LIMIT 1) r ON true`;

// One row per account; amounts as text, since JSON's numbers are floats. Holds and keys are looked up once for the whole
// batch and then shared out: looked up per account, a batch would look up as many as accounts times holds.
const READ = `
WITH clock AS MATERIALIZED (
  SELECT a.*, date_trunc('milliseconds', clock_timestamp() + a.clock_offset_ms * interval '1 millisecond') AS now
    FROM account a WHERE a.id = ANY($1::uuid[])),
named AS MATERIALIZED (
  SELECT h.account_id, json_agg(json_build_object(${HOLD})) AS holds FROM usage_hold h ${HOLD_REFUND}
   WHERE h.id = ANY($2::uuid[]) AND h.state <> 'declined' GROUP BY h.account_id),
asking AS MATERIALIZED (
  SELECT k.account_id, json_agg(json_build_object('id', k.id, 'valid', k.revoked_at IS NULL AND k.expires_at > a.now,
           'scopes', k.scopes, 'stale', coalesce(k.last_used_at < a.now - interval '1 minute', true))) AS keys
    FROM api_key k JOIN clock a ON a.id = k.account_id WHERE k.id = ANY($3::uuid[]) GROUP BY k.account_id),
platform AS MATERIALIZED (
  SELECT k.livemode, json_agg(json_build_object('id', k.id, 'valid', k.revoked_at IS NULL AND k.expires_at > clock_timestamp(),
           'scopes', k.scopes, 'stale', coalesce(k.last_used_at < clock_timestamp() - interval '1 minute', true))) AS keys
    FROM platform_key k WHERE k.id = ANY($4::uuid[]) GROUP BY k.livemode)
SELECT a.id, (SELECT revision FROM price_revision WHERE id = 1)::text AS revision, json_build_object(
  'state', a.state, 'currency', a.currency, 'zone', a.time_zone, 'language', a.language, 'now', tenure_iso(a.now),
  'day', (a.now AT TIME ZONE a.time_zone)::date, 'month', date_trunc('month', a.now AT TIME ZONE a.time_zone)::date,
  'held', w.held_nanos::text, 'walletDay', w.day, 'daySpent', w.day_spent_nanos::text,
  'walletMonth', w.month, 'monthSpent', w.month_spent_nanos::text, 'dayLimit', w.day_limit_nanos::text,
  'monthLimit', w.month_limit_nanos::text, 'warnBps', w.warn_bps, 'warnedDay', w.warned_day, 'warnedMonth', w.warned_month,
  'term', (SELECT json_build_object('id', t.id, 'state', s.state, 'disputed', t.disputed_at IS NOT NULL, 'endsAt', tenure_iso(t.ends_at),
             'servesFrom', (SELECT tenure_iso(min(f.starts_at)) FROM term f WHERE f.subscription_id = s.id),
             'included', t.included_nanos::text, 'used', t.used_nanos::text, 'held', t.held_nanos::text)
             FROM subscription s JOIN term t ON t.subscription_id = s.id
            WHERE s.account_id = a.id AND s.state NOT IN ('ended', 'incomplete')
              AND t.starts_at <= a.now AND t.ends_at > a.now AND t.ended_at IS NULL ORDER BY t.number DESC LIMIT 1),
  'debt', (SELECT json_build_object('id', d.id, 'balance', d.balance::text) FROM ledger_account d
            WHERE d.code = 'wallet.debt' AND d.code <> '' AND d.currency = a.currency AND d.account_id = a.id
              AND d.reference IS NULL),
  'lots', (SELECT json_agg(json_build_object('id', l.id, 'account', l.ledger_account_id, 'kind', l.kind,
             'balance', b.balance::text, 'expiresAt', tenure_iso(l.expires_at), 'openedAt', tenure_iso(l.opened_at)))
             FROM credit_lot l JOIN ledger_account b ON b.id = l.ledger_account_id
            WHERE l.account_id = a.id AND l.state = 'open' AND (l.expires_at IS NULL OR l.expires_at > a.now)),
  'holds', (SELECT holds FROM named WHERE account_id = a.id),
  'overdue', (SELECT json_agg(json_build_object(${HOLD})) FROM (
               SELECT * FROM usage_hold o WHERE o.account_id = a.id AND o.state = 'open' AND o.expires_at <= a.now
                ORDER BY o.expires_at LIMIT ${OVERDUE_PER_TOUCH}) h ${HOLD_REFUND}),
  'keys', (SELECT keys FROM asking WHERE account_id = a.id),
  'platformKeys', (SELECT keys FROM platform WHERE livemode = a.livemode),
  'topUpBelow', (SELECT threshold_nanos::text FROM auto_top_up u
                  WHERE u.account_id = a.id AND u.state = 'on' AND u.pending_order_id IS NULL
                    AND (u.quiet_until IS NULL OR u.quiet_until <= a.now))
)::text AS account FROM clock a JOIN wallet w ON w.account_id = a.id`;

/** What the query above says of a hold. */
interface HoldJson {
  id: string;
  model: string;
  state: HoldFacts["state"];
  termId: string | null;
  plan: string;
  credit: string;
  granted: string;
  grantedPlan: string;
  settled: string | null;
  final: boolean;
  openedAt: string;
  expiresAt: string;
  counted: string | null;
  refundId: string | null;
  refundState: HoldRefund["state"] | null;
}

/** What the query above says of an account. */
interface AccountJson {
  state: UsageAccount["accountState"];
  currency: Currency;
  zone: string;
  language: string;
  now: string;
  day: string;
  month: string;
  held: string;
  walletDay: string | null;
  daySpent: string;
  walletMonth: string | null;
  monthSpent: string;
  dayLimit: string | null;
  monthLimit: string | null;
  warnBps: number;
  warnedDay: string | null;
  warnedMonth: string | null;
  term: {
    id: string;
    state: SubscriptionState;
    disputed: boolean;
    endsAt: string;
    servesFrom: string;
    included: string;
    used: string;
    held: string;
  } | null;
  debt: { id: string; balance: string } | null;
  lots:
    | {
        id: string;
        account: string;
        kind: LotKind;
        balance: string;
        expiresAt: string | null;
        openedAt: string;
      }[]
    | null;
  holds: HoldJson[] | null;
  overdue: HoldJson[] | null;
  keys: KeyJson[] | null;
  platformKeys: KeyJson[] | null;
  topUpBelow: string | null;
}

interface KeyJson {
  id: string;
  valid: boolean;
  scopes: string[];
  stale: boolean;
}

/** What a batch names: the accounts it locked, their holds, the keys that ask. */
export interface Named {
  readonly accountIds: readonly string[];
  readonly holdIds: readonly string[];
  readonly keyIds: readonly string[];
  readonly platformKeyIds: readonly string[];
}

/** Accounts by id, and the revision of the price list they were read at. */
export interface Loaded {
  readonly accounts: ReadonlyMap<string, LoadedAccount>;
  readonly priceRevision: string;
}

/** Reads accounts whose rows are locked already: a new statement, so that it sees what the lock waited for. */
export async function loadAccounts(client: pg.ClientBase, named: Named): Promise<Loaded> {
  const { rows } = await client.query<{ id: string; revision: string; account: string }>({
    name: "usage-load",
    text: READ,
    values: [named.accountIds, named.holdIds, named.keyIds, named.platformKeyIds],
  });
  return {
    accounts: new Map(
      // The shape is this file's own query, checked by every test that loads an account.
      rows.map((row) => [row.id, toAccount(row.id, JSON.parse(row.account) as AccountJson)]),
    ),
    priceRevision: rows[0]?.revision ?? "0",
  };
}

function toAccount(id: string, row: AccountJson): LoadedAccount {
  const plan: PlanFunds | null =
    row.term === null
      ? null
      : {
          termId: row.term.id,
          subscriptionState: row.term.state,
          ...(row.term.disputed ? { disputed: true as const } : {}),
          servesFrom: row.term.servesFrom,
          endsAt: row.term.endsAt,
          includedNanos: BigInt(row.term.included),
          usedNanos: BigInt(row.term.used),
          heldNanos: BigInt(row.term.held),
        };
  const overdue = row.overdue ?? [];
  return {
    id,
    now: row.now,
    currency: row.currency,
    accountState: row.state,
    zone: row.zone,
    language: row.language === "zh" ? "zh" : "en",
    day: row.day,
    month: row.month,
    warnedDay: row.warnedDay,
    warnedMonth: row.warnedMonth,
    plan,
    lots: (row.lots ?? []).map((lot) => ({
      id: lot.id,
      ledgerAccountId: lot.account,
      kind: lot.kind,
      remainingNanos: BigInt(lot.balance),
      expiresAt: lot.expiresAt,
      openedAt: lot.openedAt,
    })),
    heldCreditNanos: BigInt(row.held),
    debtNanos: BigInt(row.debt?.balance ?? 0),
    debtAccountId: row.debt?.id ?? null,
    limits: {
      dayLimitNanos: row.dayLimit === null ? null : BigInt(row.dayLimit),
      monthLimitNanos: row.monthLimit === null ? null : BigInt(row.monthLimit),
      // A counter of another day is of no day.
      daySpentNanos: row.walletDay === row.day ? BigInt(row.daySpent) : 0n,
      monthSpentNanos: row.walletMonth === row.month ? BigInt(row.monthSpent) : 0n,
      warnBps: row.warnBps,
    },
    holds: new Map([...(row.holds ?? []), ...overdue].map((hold) => [hold.id, toHold(hold)])),
    overdue: overdue.map((hold) => hold.id),
    keys: new Map(
      [...(row.keys ?? []), ...(row.platformKeys ?? [])].map(({ id: keyId, ...key }) => [keyId, key]),
    ),
    topUpBelowNanos: row.topUpBelow === null ? null : BigInt(row.topUpBelow),
  };
}

const toHold = (row: HoldJson): LoadedHold => ({
  id: row.id,
  model: row.model,
  state: row.state,
  termId: row.termId,
  amountNanos: BigInt(row.plan) + BigInt(row.credit),
  planNanos: BigInt(row.plan),
  grantedNanos: BigInt(row.granted),
  grantedPlanNanos: BigInt(row.grantedPlan),
  settledNanos: row.settled === null ? null : BigInt(row.settled),
  usageFinal: row.final,
  openedAt: row.openedAt,
  expiresAt: row.expiresAt,
  refund:
    row.refundId === null || row.refundState === null ? null : { id: row.refundId, state: row.refundState },
  counted: row.counted !== null && row.counted === row.refundId,
});
