import { forfeitLeftovers } from "../accounts/forfeit.ts";
import { chargeAddOn, sweepAddOns } from "../add-ons/charge.ts";
import { advanceAutoTopUp } from "../auto-top-up/advance.ts";
import { sweepAutoTopUps } from "../auto-top-up/sweep.ts";
import { runRedeemed, runSendGift, sweepGifts } from "../gift-subscriptions/jobs.ts";
import { advanceClock } from "../clock/run.ts";
import { prepareDataExport } from "../data-exports/prepare.ts";
import { sweepDataExports } from "../data-exports/sweep.ts";
import { applyDistributorEvent } from "../distributors/apply-event.ts";
import { sweepDistributors } from "../distributors/sweep.ts";
import { checkBooksNightly } from "../ledger/jobs.ts";
import { sendNotice } from "../notices/send.ts";
import { expireOrders, runOpenCheckout } from "../orders/jobs.ts";
import { detachPaymentMethod } from "../payment-methods/jobs.ts";
import { warnExpiringCards } from "../payment-methods/warn-expiring.ts";
import { applyProviderEvent } from "../payments/apply-event.ts";
import { catchUpNotifications } from "../payments/catch-up.ts";
import { deliverCode } from "../phones/deliver.ts";
import { runPayUpgrade } from "../plan-changes/pay-upgrade.ts";
import { runPolicyShadow } from "../policy-versions/run-shadow.ts";
import { announcePriceChange, sweepPriceChanges, tellSubscription } from "../price-changes/announce.ts";
import { runReconciliation } from "../reconciliations/run.ts";
import { reconcileNightly } from "../reconciliations/start.ts";
import { decideReferrals, reviewReferral } from "../referrals/jobs.ts";
import { remindOfCases } from "../refund-cases/remind.ts";
import { reconcileRefunds, runAdvance } from "../refunds/jobs.ts";
import { advanceRenewal } from "../renewals/advance.ts";
import { fanOutRenewals, sweepRenewals } from "../renewals/jobs.ts";
import { renewSubscriptions } from "../renewals/plan.ts";
import type { Services } from "../runtime/services.ts";
import { tellHandover } from "../subject-changes/effect/tell.ts";
import { redactCheck, sweepSubjects } from "../subjects/erase.ts";
import { sweepChanges } from "../subject-changes/jobs.ts";
import { settleChange } from "../subject-changes/take-effect.ts";
import { askAboutChecks, cancelCheck } from "../subjects/jobs.ts";
import { runSpendWarning } from "../spend-limits/warn.ts";
import { expireHolds } from "../usage/jobs.ts";
import { finishSubscriptions } from "../subscriptions/finish.ts";
import { expireLots, warnExpiringLots } from "../wallet/jobs.ts";
import { deliverWebhooks } from "../webhook-endpoints/deliver.ts";
import { forgetDeliveries } from "../webhook-endpoints/forget.ts";
import { sweepWebhooks } from "../webhook-endpoints/sweep.ts";
import type { JobHandlers } from "./payloads.ts";

/** What runs each job, total. A handler lives in the folder of its noun. */
export const JOB_HANDLERS: JobHandlers<Services> = {
  "add_ons.charge": chargeAddOn,
  "add_ons.sweep": sweepAddOns,
  "ledger.check": checkBooksNightly,
  "auto_top_up.run": advanceAutoTopUp,
  "auto_top_up.sweep": sweepAutoTopUps,
  "gift_subscriptions.redeemed": runRedeemed,
  "gift_subscriptions.send": runSendGift,
  "gift_subscriptions.sweep": async (services) => {
    await sweepGifts(services);
  },
  // It runs the work of other jobs for one account, by these very handlers.
  "clock.advance": (services, payload) => advanceClock(services, payload, JOB_HANDLERS),
  "accounts.forfeit": forfeitLeftovers,
  "data_exports.prepare": prepareDataExport,
  "data_exports.sweep": sweepDataExports,
  "distributors.apply_event": applyDistributorEvent,
  "distributors.sweep": sweepDistributors,
  "notices.send": sendNotice,
  "orders.open_checkout": runOpenCheckout,
  "orders.expire": expireOrders,
  "payment_methods.detach": detachPaymentMethod,
  "payment_methods.warn_expiring": async (services) => {
    await warnExpiringCards(services);
  },
  "payments.apply_event": applyProviderEvent,
  "payments.catch_up": catchUpNotifications,
  "phones.send_code": deliverCode,
  "plan_changes.pay": runPayUpgrade,
  "policy_versions.shadow": runPolicyShadow,
  "price_changes.announce": announcePriceChange,
  "price_changes.sweep": sweepPriceChanges,
  "price_changes.tell": tellSubscription,
  "reconciliations.nightly": reconcileNightly,
  "reconciliations.run": runReconciliation,
  "refund_cases.remind": remindOfCases,
  "refunds.advance": runAdvance,
  "refunds.reconcile": reconcileRefunds,
  "renewals.advance": advanceRenewal,
  "renewals.fan_out": fanOutRenewals,
  "renewals.sweep": sweepRenewals,
  "spend_limits.warn": runSpendWarning,
  "subject_changes.tell": tellHandover,
  "subject_changes.settle": settleChange,
  "subject_changes.sweep": sweepChanges,
  "subjects.ask": askAboutChecks,
  "subjects.cancel_check": cancelCheck,
  "subjects.redact_check": redactCheck,
  "subjects.sweep": sweepSubjects,
  "subscriptions.finish": async (services) => {
    await finishSubscriptions(services);
  },
  "subscriptions.renew": async (services) => {
    await renewSubscriptions(services);
  },
  "usage.expire_holds": async (services) => {
    await expireHolds(services);
  },
  "wallet.expire_lots": async (services) => {
    await expireLots(services);
  },
  "wallet.warn_expiring": async (services) => {
    await warnExpiringLots(services);
  },
  "referrals.decide": decideReferrals,
  "referrals.review": reviewReferral,
  "webhook_endpoints.deliver": deliverWebhooks,
  "webhook_endpoints.forget": forgetDeliveries,
  "webhook_endpoints.sweep": sweepWebhooks,
};
