import { z } from "zod";
import type { JobName } from "./outbox.ts";

const nothing = z.strictObject({});

/**
 * What each job carries: ids only, since a job may run late and reads what is true then. A payload that does not fit
 * is parked, never guessed at.
 */
export const JOB_PAYLOADS = {
  "add_ons.charge": z.strictObject({ orderId: z.uuid() }),
  "add_ons.sweep": nothing,
  "ledger.check": nothing,
  "auto_top_up.run": z.strictObject({ accountId: z.uuid() }),
  /** `after`: the account the page before ended with. */
  "auto_top_up.sweep": z.strictObject({ after: z.uuid().optional() }),
  "gift_subscriptions.redeemed": z.strictObject({ giftId: z.uuid() }),
  "gift_subscriptions.send": z.strictObject({ giftId: z.uuid() }),
  "gift_subscriptions.sweep": nothing,
  "clock.advance": z.strictObject({ advanceId: z.uuid() }),
  "accounts.forfeit": nothing,
  "data_exports.prepare": z.strictObject({ dataExportId: z.uuid() }),
  "data_exports.sweep": nothing,
  "distributors.apply_event": z.strictObject({ distributorEventId: z.uuid() }),
  "distributors.sweep": nothing,
  "notices.send": z.strictObject({ noticeId: z.uuid() }),
  "orders.open_checkout": z.strictObject({ orderId: z.uuid() }),
  "orders.expire": nothing,
  "payment_methods.detach": z.strictObject({ paymentMethodId: z.uuid() }),
  "payment_methods.warn_expiring": nothing,
  "payments.apply_event": z.strictObject({ providerEventId: z.uuid() }),
  "payments.catch_up": nothing,
  "phones.send_code": z.strictObject({ codeId: z.uuid() }),
  "plan_changes.pay": z.strictObject({ orderId: z.uuid() }),
  "policy_versions.shadow": z.strictObject({ shadowRunId: z.uuid() }),
  /** `after`: the subscription the page before ended with. */
  "price_changes.announce": z.strictObject({ priceChangeId: z.uuid(), after: z.uuid().optional() }),
  "price_changes.sweep": nothing,
  "price_changes.tell": z.strictObject({ subscriptionId: z.uuid() }),
  "reconciliations.nightly": nothing,
  "reconciliations.run": z.strictObject({ reconciliationId: z.uuid() }),
  "refund_cases.remind": nothing,
  "refunds.advance": z.strictObject({ refundId: z.uuid() }),
  "refunds.reconcile": nothing,
  "renewals.advance": z.strictObject({ renewalId: z.uuid() }),
  "renewals.fan_out": z.strictObject({ batchId: z.uuid() }),
  "renewals.sweep": nothing,
  "spend_limits.warn": z.strictObject({ accountId: z.uuid() }),
  "subject_changes.tell": z.strictObject({ changeId: z.uuid(), holderPeriodId: z.uuid() }),
  "subject_changes.settle": z.strictObject({ changeId: z.uuid() }),
  "subject_changes.sweep": nothing,
  "subjects.ask": nothing,
  "subjects.cancel_check": z.strictObject({ verificationId: z.uuid() }),
  "subjects.redact_check": z.strictObject({ verificationId: z.uuid() }),
  "subjects.sweep": nothing,
  "subscriptions.finish": nothing,
  "subscriptions.renew": nothing,
  "usage.expire_holds": nothing,
  "wallet.expire_lots": nothing,
  "wallet.warn_expiring": nothing,
  "referrals.decide": nothing,
  "referrals.review": z.strictObject({ orderId: z.uuid() }),
  "webhook_endpoints.deliver": z.strictObject({ endpointId: z.uuid() }),
  "webhook_endpoints.forget": nothing,
  "webhook_endpoints.sweep": nothing,
} as const satisfies Record<JobName, z.ZodType>;

/** Payload of a job, once read. */
export type JobPayload<Name extends JobName> = z.output<(typeof JOB_PAYLOADS)[Name]>;

/**
 * What runs each job, total: a name without a handler does not compile. A handler runs at least once, perhaps twice
 * at different workers after a crash, so it must leave the same state when it runs again (README). To fail is to throw.
 */
export type JobHandlers<Services> = {
  readonly [Name in JobName]: (services: Services, payload: JobPayload<Name>) => Promise<void>;
};
