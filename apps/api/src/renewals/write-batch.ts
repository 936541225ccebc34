import { createHash } from "node:crypto";
import type { DecisionJson } from "@tenure/core/decision";
import { nanosToMinorFloor } from "@tenure/core/money";
import type { renewSubscription } from "@tenure/core/subscriptions";
import { plusMs } from "@tenure/core/time";
import type { RunSql, Statement } from "../db/batch.ts";
import { newId } from "../db/ids.ts";
import { type Signer, signedText } from "../decisions/store.ts";
import type { DueSubscription } from "./facts.ts";

type Effects = NonNullable<ReturnType<typeof renewSubscription.decide>["effects"]>;

/** A renewal that was decided, to be written. */
export interface PlannedRenewal {
  readonly due: DueSubscription;
  readonly effects: Exclude<Effects, { readonly action: "end" }>;
  readonly decision: DecisionJson;
}

/** A job charges it within seconds; where that job was lost, the sweep looks after so long. */
const LOOKED_AT_AGAIN_AFTER_MS = 10 * 60_000;

/** What the digest of a batch is made from, and recomputed from by `tenure audit verify`: one line per renewal. */
const digestLine = (row: ReturnType<typeof rowOf>): string =>
  `${[row.id, row.subscription_id, row.number, row.plan_price_id, row.total_minor, row.ends_at, row.digest].join("|")}\n`;

/** A row as JSON: its receipt is JSON already, by far the longest part. */
const jsonOf = ({ receipt, ...members }: ReturnType<typeof rowOf>): string =>
  `${JSON.stringify(members).slice(0, -1)},"receipt":${receipt}}`;

function rowOf(signer: Signer, batchId: string, { due, effects, decision }: PlannedRenewal) {
  const { currency, now } = due.facts;
  const { digest, text } = signedText(signer, decision);
  return {
    id: newId(),
    batch_id: batchId,
    account_id: due.accountId,
    subscription_id: due.subscriptionId,
    holder_period_id: due.holderPeriodId,
    order_id: newId(),
    number: effects.renewalNumber,
    plan_price_id: effects.planPriceId,
    policy_version: decision.policyVersion,
    interval: effects.term.interval,
    anchor_at: effects.term.anchor,
    starts_at: effects.term.startsAt,
    ends_at: effects.term.endsAt,
    currency,
    amount_nanos: effects.amountNanos.toString(),
    tax_nanos: effects.taxNanos.toString(),
    total_minor: nanosToMinorFloor(effects.totalNanos, currency).toString(),
    included_nanos: effects.includedUsageNanos.toString(),
    last: effects.last,
    accepted_change_id: effects.acceptedChangeId,
    kept_price:
      effects.keptPrice === null
        ? null
        : { ...effects.keptPrice, amountNanos: effects.keptPrice.amountNanos.toString() },
    next_at: plusMs(now, LOOKED_AT_AGAIN_AFTER_MS),
    planned_at: now,
    decision_id: newId(),
    kind: decision.kind,
    rules_version: decision.rulesVersion,
    outcome: decision.outcome,
    digest,
    receipt: text,
  };
}

const WRITE: Statement = {
  name: "renewals-write",
  text: `
    WITH planned AS MATERIALIZED (
      SELECT * FROM json_to_recordset($1) x (
        id uuid, batch_id uuid, account_id uuid, subscription_id uuid, holder_period_id uuid, order_id uuid,
        number integer, plan_price_id uuid, policy_version text, "interval" text, anchor_at timestamptz,
        starts_at timestamptz, ends_at timestamptz, currency text, amount_nanos bigint, tax_nanos bigint,
        total_minor bigint, included_nanos bigint, "last" boolean, accepted_change_id uuid, kept_price jsonb,
        next_at timestamptz, planned_at timestamptz, decision_id uuid, kind text, rules_version integer,
        outcome text, receipt jsonb, digest text)),
    decisions AS (
      INSERT INTO decision (id, account_id, kind, rules_version, policy_version, outcome, receipt, digest, decided_at)
      SELECT decision_id, account_id, kind, rules_version, policy_version, outcome, receipt, digest, planned_at FROM planned),
    orders AS (
      INSERT INTO "order" (id, number, account_id, holder_period_id, kind, currency, amount_nanos, tax_nanos, total_minor,
             policy_version, plan_price_id, decision_id, provider, created_at, expires_at)
      SELECT order_id, 'REN-' || to_char(planned_at, 'YYYY') || '-' || lpad(nextval('order_number')::text, 5, '0'),
             account_id, holder_period_id, 'renewal', currency, amount_nanos, tax_nanos, total_minor, policy_version,
             plan_price_id, decision_id, 'stripe', planned_at, ends_at FROM planned),
    renewals AS (
      INSERT INTO renewal (id, account_id, subscription_id, number, order_id, plan_price_id, decision_id, batch_id,
             "interval", anchor_at, starts_at, ends_at, currency, amount_nanos, tax_nanos, total_minor, included_nanos,
             "last", accepted_change_id, kept_price, next_at, planned_at)
      SELECT id, account_id, subscription_id, number, order_id, plan_price_id, decision_id, batch_id, "interval",
             anchor_at, starts_at, ends_at, currency, amount_nanos, tax_nanos, total_minor, included_nanos, "last",
             accepted_change_id, kept_price, next_at, planned_at FROM planned),
    begun AS (
      UPDATE subscription s SET renews_at = NULL WHERE s.id = ANY($2::uuid[]))
    INSERT INTO audit_row (id, actor_kind, actor_id, action, target_kind, target_id, after, recorded_at)
    VALUES ($3, 'system', 'subscriptions.renew', 'renewals.planned', 'renewal_batch', $4, $5, tenure_now())`,
};

/**
 * Writes the renewals of a batch with their orders and decisions: one statement, one audit row with the digest of all
 * of it. A renewal of that number that exists already makes the whole batch fail, which the locks rule out.
 * @returns the batch's id
 */
export async function writeRenewals(
  sql: RunSql,
  signer: Signer,
  renewals: readonly PlannedRenewal[],
): Promise<string> {
  const batchId = newId();
  const rows = renewals.map((each) => rowOf(signer, batchId, each));
  const digest = createHash("sha256").update(rows.map(digestLine).toSorted().join("")).digest("hex");
  await sql(WRITE, [
    `[${rows.map(jsonOf).join(",")}]`,
    rows.map((row) => row.subscription_id),
    newId(),
    batchId,
    JSON.stringify({ renewals: rows.length, digest }),
  ]);
  return batchId;
}
