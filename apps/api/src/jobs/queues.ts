import type { JobName } from "./outbox.ts";

/** Schema of the queue's own tables. */
export const QUEUE_SCHEMA = "pgboss";

/** Where a job goes that failed for good: kept, listed, alerted, and put back by a person. */
export const PARKED = "parked";

/** How a queue treats failure. Retries wait longer each time, from `retryDelaySeconds` up to `retryDelayMaxSeconds`. */
interface QueueSettings {
  readonly retryLimit: number;
  readonly retryDelaySeconds: number;
  readonly retryDelayMaxSeconds: number;
  /** Whether a job that failed for good is kept for a person. A beat is not: the next one does its work. */
  readonly parks: boolean;
  /** How long a job that is done can still be looked at. */
  readonly keepSeconds: number;
  /** The longest a run may take, where it is not the usual. */
  readonly expireSeconds?: number;
}

const HOUR_SECONDS = 3600;
const DAY_SECONDS = 24 * HOUR_SECONDS;

/** About ten minutes of retries: long enough for a restart of whatever was away, short enough that a person hears. */
const USUAL: QueueSettings = {
  retryLimit: 12,
  retryDelaySeconds: 1,
  retryDelayMaxSeconds: 120,
  parks: true,
  keepSeconds: 2 * DAY_SECONDS,
};

/** About a day: mail servers and payment providers are sometimes away that long, and nothing is lost by waiting. */
const PATIENT: QueueSettings = {
  retryLimit: 40,
  retryDelaySeconds: 1,
  retryDelayMaxSeconds: 2400,
  parks: true,
  keepSeconds: 2 * DAY_SECONDS,
};

/** A schedule that failed runs again with its next beat; retrying for long would only pile up. */
const SCHEDULED: QueueSettings = {
  retryLimit: 2,
  retryDelaySeconds: 1,
  retryDelayMaxSeconds: 5,
  parks: false,
  keepSeconds: 2 * HOUR_SECONDS,
};

/** Settings of every queue. */
export const QUEUE_SETTINGS: Readonly<Record<JobName, QueueSettings>> = {
  "add_ons.charge": PATIENT,
  "add_ons.sweep": SCHEDULED,
  "ledger.check": SCHEDULED,
  "auto_top_up.run": PATIENT,
  "auto_top_up.sweep": SCHEDULED,
  "gift_subscriptions.redeemed": USUAL,
  "gift_subscriptions.send": USUAL,
  "gift_subscriptions.sweep": SCHEDULED,
  "clock.advance": USUAL,
  "accounts.forfeit": SCHEDULED,
  // Everything an account ever did, read in pages.
  "data_exports.prepare": { ...USUAL, expireSeconds: HOUR_SECONDS },
  "data_exports.sweep": SCHEDULED,
  "distributors.apply_event": USUAL,
  "distributors.sweep": SCHEDULED,
  "notices.send": PATIENT,
  "orders.open_checkout": USUAL,
  "orders.expire": SCHEDULED,
  "payment_methods.detach": PATIENT,
  "payment_methods.warn_expiring": SCHEDULED,
  "payments.apply_event": USUAL,
  "payments.catch_up": SCHEDULED,
  "phones.send_code": USUAL,
  "plan_changes.pay": USUAL,
  // Ten thousand decisions take seconds; years of a large platform, minutes.
  "policy_versions.shadow": { ...USUAL, expireSeconds: HOUR_SECONDS },
  "price_changes.announce": USUAL,
  "price_changes.sweep": SCHEDULED,
  "price_changes.tell": USUAL,
  "reconciliations.nightly": SCHEDULED,
  // The books of weeks, read in pages; a provider that lists nothing is asked payment by payment.
  "reconciliations.run": { ...USUAL, expireSeconds: HOUR_SECONDS },
  "refund_cases.remind": SCHEDULED,
  "refunds.advance": PATIENT,
  "refunds.reconcile": SCHEDULED,
  "renewals.advance": PATIENT,
  "renewals.fan_out": USUAL,
  "renewals.sweep": SCHEDULED,
  "spend_limits.warn": USUAL,
  "subject_changes.tell": USUAL,
  "subject_changes.settle": USUAL,
  "subject_changes.sweep": SCHEDULED,
  "subjects.ask": SCHEDULED,
  "subjects.cancel_check": PATIENT,
  "subjects.redact_check": PATIENT,
  "subjects.sweep": SCHEDULED,
  "subscriptions.finish": SCHEDULED,
  "subscriptions.renew": SCHEDULED,
  "usage.expire_holds": SCHEDULED,
  "wallet.expire_lots": SCHEDULED,
  "wallet.warn_expiring": SCHEDULED,
  "referrals.decide": SCHEDULED,
  "referrals.review": USUAL,
  // Receivers that fail are no failure of the job; the sweep brings back what a lost one left.
  "webhook_endpoints.deliver": SCHEDULED,
  "webhook_endpoints.forget": SCHEDULED,
  "webhook_endpoints.sweep": SCHEDULED,
};

/**
 * A worker proves every few seconds that it still lives; after this long without, its jobs run elsewhere. Ten is the
 * least the queue accepts; measured, a killed worker's job runs again after about eleven seconds.
 */
export const HEARTBEAT_SECONDS = 10;

/** The longest a job may run; every handler's own time limits lie far below. */
export const EXPIRE_SECONDS = 120;
