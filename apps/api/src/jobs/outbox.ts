import type { JsonObject } from "@tenure/core/decision";
import type { Tx } from "../db/database.ts";

/** Every job of the product, by name; its queue has the same name. */
export const JOB_NAMES = [
  "add_ons.charge",
  "add_ons.sweep",
  "ledger.check",
  "auto_top_up.run",
  "auto_top_up.sweep",
  "gift_subscriptions.redeemed",
  "gift_subscriptions.send",
  "gift_subscriptions.sweep",
  "clock.advance",
  "accounts.forfeit",
  "data_exports.prepare",
  "data_exports.sweep",
  "distributors.apply_event",
  "distributors.sweep",
  "notices.send",
  "orders.open_checkout",
  "orders.expire",
  "payment_methods.detach",
  "payment_methods.warn_expiring",
  "payments.apply_event",
  "payments.catch_up",
  "phones.send_code",
  "plan_changes.pay",
  "policy_versions.shadow",
  "price_changes.announce",
  "price_changes.sweep",
  "price_changes.tell",
  "reconciliations.nightly",
  "reconciliations.run",
  "refund_cases.remind",
  "refunds.advance",
  "refunds.reconcile",
  "renewals.advance",
  "renewals.fan_out",
  "renewals.sweep",
  "spend_limits.warn",
  "subject_changes.tell",
  "subject_changes.settle",
  "subject_changes.sweep",
  "subjects.ask",
  "subjects.cancel_check",
  "subjects.redact_check",
  "subjects.sweep",
  "subscriptions.finish",
  "subscriptions.renew",
  "usage.expire_holds",
  "wallet.expire_lots",
  "wallet.warn_expiring",
  "referrals.decide",
  "referrals.review",
  "webhook_endpoints.deliver",
  "webhook_endpoints.forget",
  "webhook_endpoints.sweep",
] as const;

/** Name of a job. */
export type JobName = (typeof JOB_NAMES)[number];

/** How a job is put into the queue. */
export interface JobOptions {
  /** Not before this many seconds from now. */
  readonly startAfterSeconds?: number;
  /** While a job with this key waits, another is not added. */
  readonly singletonKey?: string;
}

/** One of many jobs put into the queue at once. */
export interface KeyedJob {
  /** While a job with this key waits, another is not added. */
  readonly singletonKey: string;
  readonly payload: JsonObject;
}

/** A transaction, as the queue sees it. */
export interface SqlExecutor {
  executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
}

/** Puts jobs into the queue inside the business transaction: the job exists exactly when the change does. */
export interface Outbox {
  enqueue(tx: Tx, name: JobName, payload: JsonObject, options?: JobOptions): Promise<void>;
  /**
   * Many in one statement, for a sweep that brings work back and changes nothing itself: a job that waits already is left
   * to run when it will, even before this transaction commits.
   */
  enqueueAll(tx: Tx, name: JobName, jobs: readonly KeyedJob[]): Promise<void>;
  /** The same as `enqueue` inside a transaction of the plain driver. */
  enqueueIn(sql: SqlExecutor, name: JobName, payload: JsonObject, options?: JobOptions): Promise<void>;
}
