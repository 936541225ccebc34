import type { JsonObject } from "@tenure/core/decision";
import type { Instant } from "@tenure/core/time";
import { type RunSql, sqlOf, type Statement } from "../db/batch.ts";
import type { Tx } from "../db/database.ts";
import { newId } from "../db/ids.ts";

/** What a person of the platform is asked to look at; docs/guides/operator.md says what to do for each. */
export type AlertKind =
  | "payment_mismatch"
  | "payment_unknown_order"
  | "payment_disputed"
  | "provider_event_problem"
  | "refund_failed"
  | "refund_unknown_at_provider"
  | "refund_owed_to_customer"
  | "refund_case_message"
  | "refund_case_overdue"
  | "reconciliation_differences"
  | "goodwill_refund_proposed"
  | "renewal_impossible"
  | "job_parked"
  | "schedule_failing"
  | "notice_failed"
  | "notice_bounced"
  | "price_change_not_told"
  | "ledger_imbalance"
  | "statement_mismatch"
  | "distributor_problem";

const OPEN: Statement = {
  name: "alert-open",
  text: `
    INSERT INTO operator_alert (id, kind, dedupe_key, reference, account_id, detail)
    VALUES ($1::uuid, $2, $3, $4, $5::uuid, $6::jsonb)
    ON CONFLICT (dedupe_key) DO UPDATE
      SET resolved_at = NULL, opened_at = clock_timestamp(), reference = excluded.reference, detail = excluded.detail
      WHERE operator_alert.resolved_at IS NOT NULL`,
};

/**
 * Opens an alert in the transaction that noticed its cause: once per key while it is open. One that was closed opens
 * again, since a cause that comes back must not be overlooked.
 */
export const openAlert = (tx: Tx, ...alert: Alert): Promise<void> => openAlertIn(sqlOf(tx), ...alert);

type Alert = [
  kind: AlertKind,
  dedupeKey: string,
  reference: string,
  accountId: string | null,
  detail: JsonObject,
];

/** The same in a batch. */
export async function openAlertIn(
  sql: RunSql,
  ...[kind, dedupeKey, reference, accountId, detail]: Alert
): Promise<void> {
  await sql(OPEN, [newId(), kind, `${kind}:${dedupeKey}`, reference, accountId, JSON.stringify(detail)]);
}

/** Closes an alert whose cause is gone by itself. */
export async function closeAlert(tx: Tx, kind: AlertKind, dedupeKey: string, now: Instant): Promise<void> {
  await tx.operatorAlert.updateMany({
    where: { dedupeKey: `${kind}:${dedupeKey}`, resolvedAt: null },
    data: { resolvedAt: new Date(now) },
  });
}
