import { creditPartNanos, rollUp } from "@tenure/core/credits";
import type pg from "pg";
import { newId } from "../../db/ids.ts";
import { type Signer, signedDecision } from "../../decisions/store.ts";
import {
  INSERT_JOURNALS,
  INSERT_LEDGER_ACCOUNTS,
  INSERT_LOTS,
  INSERT_POSTINGS,
  UPDATE_LOT_STATES,
} from "../../ledger/batch-sql.ts";
import { CHART } from "../../ledger/chart.ts";
import { type AccountChanges, batchDigest } from "./changes.ts";
import { eventColumns, INSERT_EVENTS } from "./event-columns.ts";

// One statement, one round trip: every part of it sees the rows as they were before, which is what was decided on.
// Rows to be changed come as an object by id, with the ids beside it: a join with a list would be left to the planner,
// which may read the table for each entry of the list. Amounts travel as texts. The parts that a batch does not need get null, which reads as no rows.
const WRITE = `
WITH accounts AS (${INSERT_LEDGER_ACCOUNTS(1)}),
lots AS (${INSERT_LOTS(2)}),
lot_states AS (${UPDATE_LOT_STATES(3, 18)}),
opened AS (
  INSERT INTO usage_hold (id, account_id, term_id, api_key_id, client_key, request, model, amount_nanos, plan_nanos,
                          left_plan_nanos, left_credit_nanos, state, refusals, batch_id, opened_at, expires_at, closed_at)
  SELECT id, account_id, term_id, api_key_id, client_key, request, model, amount_nanos, plan_nanos,
         left_plan_nanos, left_credit_nanos, state, refusals, $13, opened_at, expires_at, closed_at
    FROM json_to_recordset($4) x (id uuid, account_id uuid, term_id uuid, api_key_id uuid, client_key text, request jsonb,
         model text, amount_nanos bigint, plan_nanos bigint, left_plan_nanos bigint, left_credit_nanos bigint, state text,
         refusals jsonb, opened_at timestamptz, expires_at timestamptz, closed_at timestamptz)),
changed AS (
  UPDATE usage_hold h SET (state, left_plan_nanos, left_credit_nanos, settled_nanos, usage_final, expires_at, closed_at) = (
         SELECT x.state, x.left_plan_nanos, x.left_credit_nanos, x.settled_nanos, x.usage_final, x.expires_at,
                CASE WHEN x.state = 'open' THEN NULL ELSE coalesce(h.closed_at, x.closed_at) END
           FROM jsonb_to_record($5::jsonb -> h.id::text) x (state text, left_plan_nanos bigint, left_credit_nanos bigint,
                settled_nanos bigint, usage_final boolean, expires_at timestamptz, closed_at timestamptz))
   WHERE h.id = ANY($19::uuid[])),
events AS (${INSERT_EVENTS(21, 13)}),
terms AS (
  UPDATE term t SET (used_nanos, held_nanos) = (
         SELECT t.used_nanos + x.used, t.held_nanos + x.held
           FROM jsonb_to_record($7::jsonb -> t.id::text) x (used bigint, held bigint))
   WHERE t.id = ANY($20::uuid[])),
wallets AS (
  UPDATE wallet w SET (held_nanos, used_nanos, day, day_spent_nanos, month, month_spent_nanos) = (
         SELECT w.held_nanos + x.held, w.used_nanos + x.used,
                x.day, greatest(0, CASE WHEN w.day = x.day THEN w.day_spent_nanos ELSE 0 END + x.day_spent),
                x.month, greatest(0, CASE WHEN w.month = x.month THEN w.month_spent_nanos ELSE 0 END + x.month_spent)
           FROM jsonb_to_record($8::jsonb -> w.account_id::text) x (held bigint, used bigint, day date,
                day_spent bigint, month date, month_spent bigint))
   WHERE w.account_id = ANY($6::uuid[])),
rollups AS (
  INSERT INTO usage_rollup AS u (account_id, grain, starts_at, model, api_key_id, requests, input_tokens, cached_tokens,
         output_tokens, reasoning_tokens, amount_nanos, plan_nanos, credit_nanos, debt_nanos)
  SELECT x.account_id, g.grain,
         CASE g.grain WHEN 'hour' THEN date_trunc('hour', x.at, 'UTC') ELSE date_trunc('day', x.at, x.zone) END,
         x.model, x.api_key_id, sum(x.requests), sum(x.input), sum(x.cached), sum(x.output), sum(x.reasoning),
         sum(x.amount), sum(x.plan), sum(x.credit), sum(x.debt)
    FROM json_to_recordset($9) x (account_id uuid, at timestamptz, zone text, model text, api_key_id uuid,
         requests bigint, input bigint, cached bigint, output bigint, reasoning bigint, amount bigint, plan bigint,
         credit bigint, debt bigint)
    CROSS JOIN (VALUES ('hour'), ('day')) AS g (grain)
   GROUP BY 1, 2, 3, 4, 5
  ON CONFLICT (account_id, grain, starts_at, model, api_key_id) DO UPDATE SET
         requests = u.requests + excluded.requests, input_tokens = u.input_tokens + excluded.input_tokens,
         cached_tokens = u.cached_tokens + excluded.cached_tokens, output_tokens = u.output_tokens + excluded.output_tokens,
         reasoning_tokens = u.reasoning_tokens + excluded.reasoning_tokens,
         amount_nanos = u.amount_nanos + excluded.amount_nanos, plan_nanos = u.plan_nanos + excluded.plan_nanos,
         credit_nanos = u.credit_nanos + excluded.credit_nanos, debt_nanos = u.debt_nanos + excluded.debt_nanos),
journals AS (${INSERT_JOURNALS(10, 13)}),
postings AS (${INSERT_POSTINGS(11)}),
decisions AS (
  INSERT INTO decision (id, account_id, kind, rules_version, policy_version, outcome, receipt, digest, decided_at)
  SELECT id, account_id, kind, "rulesVersion", "policyVersion", outcome, receipt, digest, "decidedAt"
    FROM json_to_recordset($17) x (id uuid, account_id uuid, kind text, "rulesVersion" integer, "policyVersion" text,
         outcome text, receipt jsonb, digest text, "decidedAt" timestamptz)),
keys AS (UPDATE api_key k SET last_used_at = tenure_now(k.account_id) WHERE k.id = ANY($12::uuid[])),
platform_keys AS (
  -- One key serves every lane: whoever finds it locked leaves it to the other.
  UPDATE platform_key SET last_used_at = clock_timestamp()
   WHERE id IN (SELECT id FROM platform_key WHERE id = ANY($12::uuid[]) FOR NO KEY UPDATE SKIP LOCKED))
INSERT INTO audit_row (id, actor_kind, actor_id, action, target_kind, target_id, after, recorded_at)
VALUES ($14, 'system', 'usage.engine', 'usage.batch', 'usage_batch', $13, $15, $16)`;

/** What writing needs besides. */
export interface WriteTools {
  readonly platformAccount: PlatformAccount;
  readonly signer: Signer;
}

/** Ledger accounts of the platform, by code and currency; they never change. */
export type PlatformAccount = (code: string, currency: string) => Promise<string>;

/**
 * Writes a decided batch in the transaction that read it. @returns the batch's id, or null when there was nothing to
 * write
 */
export async function writeBatch(
  client: pg.ClientBase,
  changes: readonly AccountChanges[],
  { platformAccount, signer }: WriteTools,
): Promise<string | null> {
  const changed = changes.filter(hasChanges);
  const batchId = newId();
  const now = changed[0]?.account.now;
  if (now === undefined) return null;
  const journals = changed.flatMap((each) => each.journals());
  const postings: PostingRow[] = [];
  for (const journal of journals)
    for (const [position, posting] of journal.postings
      .toSorted((a, b) => ((a.ledgerAccountId ?? "") < (b.ledgerAccountId ?? "") ? -1 : 1))
      .entries()) {
      const platform = CHART[posting.code].owner === "platform";
      postings.push({
        journal_id: journal.id,
        position,
        ledger_account_id: platform
          ? await platformAccount(posting.code, journal.currency)
          : requireAccount(posting.ledgerAccountId, posting.code),
        account_id: platform ? null : journal.accountId,
        amount: posting.amountNanos.toString(),
        currency: journal.currency,
      });
    }
  const events = changed.flatMap((each) => each.events);
  const newHolds = changed.flatMap((each) => each.newHolds);
  const changedHolds = changed.flatMap((each) => holdChanges(each));
  const states = changed.map((each) => ({ each, states: each.lotStates() }));
  const lots = states.flatMap(lotStates);
  const emptied = new Set(
    states.flatMap(({ states: all }) => all.flatMap(({ id, state }) => (state === "spent" ? id : []))),
  );
  const terms = changed.flatMap((each) =>
    [...each.tally.terms].map(([id, { usedNanos, heldNanos }]) => ({
      id,
      used: usedNanos.toString(),
      held: heldNanos.toString(),
    })),
  );
  const wallets = changed.map(({ account, tally }) => ({
    id: account.id,
    held: tally.heldNanos.toString(),
    used: tally.usedNanos.toString(),
    day: account.day,
    day_spent: tally.daySpentNanos.toString(),
    month: account.month,
    month_spent: tally.monthSpentNanos.toString(),
  }));
  await client.query({
    name: "usage-write",
    text: WRITE,
    values: [
      rows(changed.flatMap(newLedgerAccounts)),
      rows(
        changed.flatMap(({ account, newLots }) =>
          newLots.map((lot) => ({
            id: lot.id,
            account_id: account.id,
            ledger_account_id: lot.ledgerAccountId,
            kind: lot.kind,
            currency: account.currency,
            granted_nanos: lot.amountNanos.toString(),
            reason: lot.reason,
            expires_at: lot.expiresAt,
            state: emptied.has(lot.id) ? "spent" : "open",
            opened_at: account.now,
            closed_at: emptied.has(lot.id) ? account.now : null,
          })),
        ),
      ),
      byId(lots),
      rows(
        newHolds.map((hold) => {
          const open = hold.state === "open";
          return {
            id: hold.id,
            account_id: hold.accountId,
            term_id: hold.termId,
            api_key_id: hold.apiKeyId,
            client_key: hold.clientKey,
            request: hold.request,
            model: hold.model,
            amount_nanos: hold.amountNanos.toString(),
            plan_nanos: hold.planNanos.toString(),
            left_plan_nanos: open ? hold.planNanos.toString() : "0",
            left_credit_nanos: open ? creditPartNanos(hold).toString() : "0",
            state: hold.state,
            refusals: hold.refusals,
            opened_at: hold.openedAt,
            expires_at: hold.expiresAt,
            closed_at: open ? null : hold.openedAt,
          };
        }),
      ),
      byId(changedHolds),
      idsOf(wallets),
      byId(terms),
      byId(wallets),
      rows(changed.flatMap(rollupRows)),
      rows(journals.map(({ id, kind, accountId, at }) => ({ id, kind, account_id: accountId, at }))),
      rows(postings),
      changed.flatMap((each) => [...each.usedKeys]),
      batchId,
      newId(),
      {
        events: events.length,
        opened: newHolds.length,
        changed: changedHolds.length,
        digest: batchDigest(events),
      },
      now,
      rows(
        changed.flatMap(({ account, decisions }) =>
          decisions.map(({ id, decision }) => ({
            id,
            account_id: account.id,
            ...signedDecision(signer, decision),
          })),
        ),
      ),
      idsOf(lots),
      idsOf(changedHolds),
      idsOf(terms),
      ...eventColumns(events),
    ],
  });
  return batchId;
}

/** A posting as the statement takes it. */
interface PostingRow {
  readonly journal_id: string;
  readonly position: number;
  readonly ledger_account_id: string;
  readonly account_id: string | null;
  readonly amount: string;
  readonly currency: string;
}

const byId = (list: readonly { readonly id: string }[]): string | null =>
  list.length === 0 ? null : JSON.stringify(Object.fromEntries(list.map((each) => [each.id, each])));
const idsOf = (list: readonly { readonly id: string }[]): string[] => list.map((each) => each.id);
const rows = (list: readonly object[]): string | null => (list.length === 0 ? null : JSON.stringify(list));

const hasChanges = (each: AccountChanges): boolean =>
  each.events.length > 0 ||
  each.decisions.length > 0 ||
  each.newHolds.length > 0 ||
  each.changedHolds.size > 0;

function requireAccount(ledgerAccountId: string | null, code: string): string {
  if (ledgerAccountId === null) throw new Error(`a posting on ${code} without its ledger account`);
  return ledgerAccountId;
}

/** Holds that changed and were there before; one opened and changed in the same batch cannot be: its id is not out yet. */
function holdChanges(each: AccountChanges) {
  return [...each.changedHolds].flatMap((id) => {
    const hold = each.holds.get(id);
    if (hold === undefined) return [];
    const open = hold.state === "open";
    return {
      id,
      state: hold.state,
      left_plan_nanos: hold.planNanos.toString(),
      left_credit_nanos: creditPartNanos(hold).toString(),
      settled_nanos: hold.settledNanos?.toString() ?? null,
      usage_final: hold.usageFinal,
      expires_at: hold.expiresAt,
      closed_at: open ? null : each.account.now,
    };
  });
}

/** The debt's account where it is the first debt, and the accounts of new lots. */
function newLedgerAccounts({ account, newDebtAccountId, newLots }: AccountChanges) {
  const base = { account_id: account.id, currency: account.currency };
  return [
    ...(newDebtAccountId === null
      ? []
      : [{ ...base, id: newDebtAccountId, code: "wallet.debt", reference: null, normal: "debit" }]),
    ...newLots.map((lot) => ({
      ...base,
      id: lot.ledgerAccountId,
      code: "wallet.lot",
      reference: lot.id,
      normal: "credit",
    })),
  ];
}

/** Lots that were there before; one opened and emptied in the same batch is born spent. */
const lotStates = ({
  each,
  states,
}: {
  each: AccountChanges;
  states: ReturnType<AccountChanges["lotStates"]>;
}) =>
  states
    .filter(({ id }) => each.newLots.every((lot) => lot.id !== id))
    .map(({ id, state }) => ({ id, state, closed_at: state === "spent" ? each.account.now : null }));

const NO_KEY = "00000000-0000-0000-0000-000000000000";

/** What a batch adds to the roll-ups. */
const rollupRows = ({ account, events }: AccountChanges) =>
  rollUp(events).map((sum) => ({
    account_id: account.id,
    at: new Date(sum.at).toISOString(),
    zone: account.zone,
    model: sum.model,
    api_key_id: sum.apiKeyId ?? NO_KEY,
    requests: sum.requests,
    input: sum.inputTokens,
    cached: sum.cachedTokens,
    output: sum.outputTokens,
    reasoning: sum.reasoningTokens,
    amount: sum.amountNanos.toString(),
    plan: sum.planNanos.toString(),
    credit: sum.creditNanos.toString(),
    debt: sum.debtNanos.toString(),
  }));
