import type { UsageCounts, UsageEventInput, UsageTokens } from "@tenure/core/contract";
import type { Burn, CorrectedUsage } from "@tenure/core/credits";
import type { DecisionJson } from "@tenure/core/decision";
import type { LotKind } from "@tenure/core/policy";
import type pg from "pg";
import { decisionIn } from "../../decisions/body.ts";

/** An event that is recorded already: to answer again, or to be taken back. */
export interface KnownEvent {
  readonly id: string;
  readonly clientEventId: string;
  readonly kind: "usage" | "reversal";
  readonly correctsId: string | null;
  readonly holdId: string | null;
  readonly termId: string | null;
  readonly apiKeyId: string | null;
  readonly model: string;
  readonly modelPriceId: string;
  readonly agreementId: string | null;
  readonly serviceTier: string;
  readonly tokens: UsageTokens;
  readonly counts: UsageCounts | null;
  readonly amountNanos: bigint;
  readonly planNanos: bigint;
  readonly creditNanos: bigint;
  readonly debtNanos: bigint;
  readonly burns: readonly Burn[];
  readonly occurredAt: string;
  readonly recordedAt: string;
  /** The account's local day it was recorded on, ISO date. */
  readonly recordedDay: string;
  /** Whether it was taken back. */
  readonly reversed: boolean;
  /** The lots behind `burns` as they are now; read only for events that are to be taken back. */
  readonly lots: readonly KnownLot[];
}

/** A lot that paid an event, whatever became of it. */
export type KnownLot = CorrectedUsage["lots"][number] & { readonly ledgerAccountId: string };

/** A promise made under the same key before. */
export interface KnownHold {
  readonly id: string;
  readonly request: unknown;
  /** Why it was declined; null where it was promised. */
  readonly decision: DecisionJson | null;
}

/** Keys that tell one account's names from another's. */
export const nameOf = (accountId: string, name: string): string => `${accountId}\n${name}`;

const EVENTS = `
SELECT e.id, e.account_id, e.client_event_id, e.kind, e.corrects_id, e.hold_id, e.term_id, e.api_key_id, e.model, e.model_price_id,
       e.agreement_id, e.service_tier, e.tokens, e.counts, e.amount_nanos::text, e.plan_nanos::text, e.credit_nanos::text,
       e.debt_nanos::text, e.burns, tenure_iso(e.occurred_at) AS occurred_at, tenure_iso(e.recorded_at) AS recorded_at,
       (SELECT (e.recorded_at AT TIME ZONE a.time_zone)::date::text FROM account a WHERE a.id = e.account_id) AS recorded_day,
       EXISTS (SELECT 1 FROM usage_event r WHERE r.corrects_id = e.id AND r.kind = 'reversal') AS reversed,
       (SELECT json_agg(json_build_object('id', l.id, 'account', l.ledger_account_id, 'kind', l.kind, 'state', l.state,
                'balance', b.balance::text, 'expiresAt', tenure_iso(l.expires_at), 'openedAt', tenure_iso(l.opened_at)))
          FROM jsonb_object_keys(coalesce(e.burns, '{}')) k (id) JOIN credit_lot l ON l.id = k.id::uuid
          JOIN ledger_account b ON b.id = l.ledger_account_id) AS lots
  FROM unnest($1::uuid[], $2::text[]) n (account_id, client_event_id)
  JOIN usage_event e ON e.account_id = n.account_id AND e.client_event_id = n.client_event_id`;

interface EventRow {
  id: string;
  account_id: string;
  client_event_id: string;
  kind: KnownEvent["kind"];
  corrects_id: string | null;
  hold_id: string | null;
  term_id: string | null;
  api_key_id: string | null;
  model: string;
  model_price_id: string;
  agreement_id: string | null;
  service_tier: string;
  tokens: UsageTokens;
  counts: UsageCounts | null;
  amount_nanos: string;
  plan_nanos: string;
  credit_nanos: string;
  debt_nanos: string;
  burns: Record<string, string> | null;
  occurred_at: string;
  recorded_at: string;
  recorded_day: string;
  reversed: boolean;
  lots:
    | {
        id: string;
        account: string;
        kind: LotKind;
        state: KnownLot["state"];
        balance: string;
        expiresAt: string | null;
        openedAt: string;
      }[]
    | null;
}

/** Events of some accounts by their clients' ids, under {@link nameOf}. */
export async function knownEvents(
  client: pg.ClientBase,
  names: readonly { readonly accountId: string; readonly clientEventId: string }[],
): Promise<Map<string, KnownEvent>> {
  if (names.length === 0) return new Map();
  const { rows } = await client.query<EventRow>({
    name: "usage-known-events",
    text: EVENTS,
    values: [names.map((each) => each.accountId), names.map((each) => each.clientEventId)],
  });
  return new Map(
    rows.map((row) => [
      nameOf(row.account_id, row.client_event_id),
      {
        id: row.id,
        clientEventId: row.client_event_id,
        kind: row.kind,
        correctsId: row.corrects_id,
        holdId: row.hold_id,
        termId: row.term_id,
        apiKeyId: row.api_key_id,
        model: row.model,
        modelPriceId: row.model_price_id,
        agreementId: row.agreement_id,
        serviceTier: row.service_tier,
        tokens: row.tokens,
        counts: row.counts,
        amountNanos: BigInt(row.amount_nanos),
        planNanos: BigInt(row.plan_nanos),
        creditNanos: BigInt(row.credit_nanos),
        debtNanos: BigInt(row.debt_nanos),
        burns: Object.entries(row.burns ?? {}).map(([lotId, amount]) => ({
          lotId,
          amountNanos: BigInt(amount),
        })),
        occurredAt: row.occurred_at,
        recordedAt: row.recorded_at,
        recordedDay: row.recorded_day,
        reversed: row.reversed,
        lots: (row.lots ?? []).map((lot) => ({
          id: lot.id,
          ledgerAccountId: lot.account,
          kind: lot.kind,
          state: lot.state,
          remainingNanos: BigInt(lot.balance),
          expiresAt: lot.expiresAt,
          openedAt: lot.openedAt,
        })),
      },
    ]),
  );
}

/** Promises of some accounts by their callers' keys, under {@link nameOf}. */
export async function knownHolds(
  client: pg.ClientBase,
  names: readonly { readonly accountId: string; readonly clientKey: string }[],
): Promise<Map<string, KnownHold>> {
  if (names.length === 0) return new Map();
  const { rows } = await client.query<{
    id: string;
    account_id: string;
    client_key: string;
    request: unknown;
    receipt: unknown;
  }>({
    name: "usage-known-holds",
    text: `SELECT h.id, h.account_id, h.client_key, h.request, d.receipt
             FROM unnest($1::uuid[], $2::text[]) n (account_id, client_key)
             JOIN usage_hold h ON h.account_id = n.account_id AND h.client_key = n.client_key
             LEFT JOIN decision d ON d.id = h.id`,
    values: [names.map((each) => each.accountId), names.map((each) => each.clientKey)],
  });
  return new Map(
    rows.map((row) => [
      nameOf(row.account_id, row.client_key),
      { id: row.id, request: row.request, decision: row.receipt === null ? null : decisionIn(row.receipt) },
    ]),
  );
}

/**
 * Fields in which an event sent again differs from the first. Compared by meaning: an absent quantity is zero, an
 * absent tier the standard one, and without a time of its own any time will do.
 */
export function differingFields(
  before: KnownEvent,
  correctedId: string | null,
  now: UsageEventInput,
): string[] {
  const fields: string[] = [];
  const bare = now.corrects !== undefined && now.tokens === undefined && now.counts === undefined;
  // A reversal is answered by the request that asked for nothing else, and by no other.
  if (bare || before.kind === "reversal") {
    if (before.correctsId !== correctedId) fields.push("corrects");
    if (bare !== (before.kind === "reversal")) fields.push("tokens");
    return fields;
  }
  if (!sameQuantities(before.counts ?? {}, now.counts ?? {})) fields.push("counts");
  if (before.correctsId !== correctedId) fields.push("corrects");
  if (before.holdId !== (now.holdId ?? null)) fields.push("holdId");
  if (before.model !== now.model) fields.push("model");
  if (now.occurredAt !== undefined && before.occurredAt !== now.occurredAt) fields.push("occurredAt");
  if (before.serviceTier !== (now.serviceTier ?? "standard")) fields.push("serviceTier");
  if (!sameQuantities(before.tokens, now.tokens ?? {})) fields.push("tokens");
  return fields;
}

function sameQuantities(a: object, b: object): boolean {
  const [first, second] = [
    new Map<string, unknown>(Object.entries(a)),
    new Map<string, unknown>(Object.entries(b)),
  ];
  return [...new Set([...first.keys(), ...second.keys()])].every(
    (name) => (first.get(name) ?? 0) === (second.get(name) ?? 0),
  );
}
