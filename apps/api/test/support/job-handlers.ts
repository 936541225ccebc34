import type { JobHandlers } from "../../src/jobs/payloads.ts";

const nothing = async () => {};

/** Handlers that do nothing, but for those a test brings. */
export const handlersWith = <Services>(own: Partial<JobHandlers<Services>>): JobHandlers<Services> => ({
  "auto_top_up.run": nothing,
  "auto_top_up.sweep": nothing,
  "gift_subscriptions.redeemed": nothing,
  "gift_subscriptions.send": nothing,
  "gift_subscriptions.sweep": nothing,
  "clock.advance": nothing,
  "accounts.forfeit": nothing,
  "data_exports.prepare": nothing,
  "data_exports.sweep": nothing,
  "distributors.apply_event": nothing,
  "distributors.sweep": nothing,
  "ledger.check": nothing,
  "notices.send": nothing,
  "orders.open_checkout": nothing,
  "orders.expire": nothing,
  "payment_methods.detach": nothing,
  "payments.apply_event": nothing,
  "payments.catch_up": nothing,
  "refunds.advance": nothing,
  "refunds.reconcile": nothing,
  "renewals.advance": nothing,
  "renewals.fan_out": nothing,
  "renewals.sweep": nothing,
  "spend_limits.warn": nothing,
  "subscriptions.finish": nothing,
  "subscriptions.renew": nothing,
  "usage.expire_holds": nothing,
  "wallet.expire_lots": nothing,
  "wallet.warn_expiring": nothing,
  "referrals.decide": nothing,
  "referrals.review": nothing,
  ...own,
});
