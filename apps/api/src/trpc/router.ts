import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import { getBilling, updateBilling } from "../accounts/billing.ts";
import { closeProcedure, previewClose } from "../accounts/close.ts";
import { create as createAccount } from "../accounts/create.ts";
import { get as getAccount } from "../accounts/get.ts";
import { list as listAccounts } from "../accounts/list.ts";
import {
  liftProcedure,
  listMeasures,
  listSuspended,
  previewMeasure,
  suspendProcedure,
  terminateProcedure,
} from "../accounts/measure-procedures.ts";
import { search as searchAccounts } from "../accounts/search.ts";
import { standing } from "../accounts/standing.ts";
import { acceptTermsProcedure, getTerms } from "../accounts/terms.ts";
import { update as updateAccount } from "../accounts/update.ts";
import { get as getAutoTopUp } from "../auto-top-up/get.ts";
import { review as reviewAutoTopUp } from "../auto-top-up/review.ts";
import { set as setAutoTopUp } from "../auto-top-up/set-procedure.ts";
import { switchOff as switchOffAutoTopUp } from "../auto-top-up/switch-off.ts";
import { create as createAgreement, preview as previewAgreement } from "../agreements/create.ts";
import { end as endAgreement } from "../agreements/end.ts";
import { list as listAgreements } from "../agreements/list.ts";
import { prices as accountPrices } from "../agreements/prices.ts";
import {
  catalogue as addOnCatalogue,
  create as createAddOn,
  move as moveAddOn,
  newPrice as newAddOnPrice,
} from "../add-ons/catalogue.ts";
import {
  buy as buyAddOn,
  offered as offeredAddOns,
  purchase as addOnPurchase,
  purchases as addOnPurchases,
  review as reviewAddOn,
} from "../add-ons/procedures.ts";
import { list as listAudit } from "../audit/list.ts";
import { eventRating } from "../catalog/event-rating.ts";
import { previewImport, runImport } from "../catalog/import-procedures.ts";
import { lastImport } from "../catalog/last-import.ts";
import { models } from "../catalog/models.ts";
import { plans } from "../catalog/plans.ts";
import { versions } from "../catalog/versions.ts";
import { linkDataExport } from "../data-exports/link.ts";
import { listDataExports } from "../data-exports/list.ts";
import { requestDataExport } from "../data-exports/request.ts";
import { get as getDecision } from "../decisions/get.ts";
import { list as listDecisions } from "../decisions/list.ts";
import { verify as verifyDecision } from "../decisions/verify.ts";
import { listDisputes } from "../disputes/list.ts";
import { distributorsRouter } from "../distributors/router.ts";
import {
  addPhoneProcedure,
  confirmCodeProcedure,
  getPhones,
  giveUpPhoneProcedure,
  removePhoneProcedure,
  replacePhoneProcedure,
  sendCodeProcedure,
} from "../phones/procedures.ts";
import { stepUp } from "../identity/step-up.ts";
import { purchaseGift, reviewGift } from "../gift-subscriptions/buy-procedures.ts";
import {
  cancel as cancelGift,
  getGiven,
  listGiven,
  listReceived,
  previewCancel as previewCancelGift,
  search as searchGiftSubscriptions,
  send as sendGift,
} from "../gift-subscriptions/procedures.ts";
import { previewRedeem, redeem as redeemGift } from "../gift-subscriptions/redeem-procedures.ts";
import { getInvoice, getInvoicePdf } from "../invoices/get.ts";
import { listInvoices } from "../invoices/list.ts";
import { searchInvoices } from "../invoices/search.ts";
import { ledgerRouter } from "../ledger/router.ts";
import { add as addNote } from "../notes/add.ts";
import { close as closeNote } from "../notes/close.ts";
import { list as listNotes } from "../notes/list.ts";
import { reopen as reopenNote } from "../notes/reopen.ts";
import { list as listNotices } from "../notices/list.ts";
import { listAlerts, resolveAlert } from "../operations/alerts.ts";
import { countOperations } from "../operations/counts.ts";
import { getEvent, listEvents } from "../operations/events.ts";
import { listJobs } from "../operations/jobs.ts";
import { moneyOfDays } from "../operations/money.ts";
import { advanceClockProcedure, getClock } from "../clock/procedures.ts";
import { create as createKey } from "../partners/create-key.ts";
import { list as listKeys } from "../partners/list-keys.ts";
import { revoke as revokeKey } from "../partners/revoke-key.ts";
import { rotate as rotateKey } from "../partners/rotate-key.ts";
import { addPaymentMethod, paymentMethodSetup } from "../payment-methods/add.ts";
import { listPaymentMethods } from "../payment-methods/list.ts";
import { setDefault as setDefaultPaymentMethod } from "../payment-methods/set-default.ts";
import { remove as removePaymentMethod } from "../payment-methods/remove.ts";
import { listPlans, addPrice, setOnSale } from "../catalog/staff-plans.ts";
import { subjectChangesRouter } from "../subject-changes/router.ts";
import { platformKeysRouter } from "../platform-keys/router.ts";
import { policyVersionsRouter } from "../policy-versions/router.ts";
import { cancelByLink, previewByLink } from "../price-changes/link-procedures.ts";
import { listPriceChanges } from "../price-changes/list.ts";
import {
  listAffected,
  listChanges,
  previewPriceChange,
  scheduleProcedure,
  takeBackProcedure as takeBackPriceChange,
  tellAgain,
} from "../price-changes/staff-procedures.ts";
import { orderGet } from "../orders/get.ts";
import { orderList } from "../orders/list.ts";
import { planHistory } from "../plan-changes/history.ts";
import { changeProcedure, previewChange, takeBackProcedure } from "../plan-changes/procedures.ts";
import { reconciliationsRouter } from "../reconciliations/router.ts";
import { referralInvite } from "../referrals/invite.ts";
import { referralList } from "../referrals/list.ts";
import { referralProgramme } from "../referrals/programme.ts";
import { referralSearch } from "../referrals/search.ts";
import { goodwillRefundsRouter } from "../goodwill-refunds/router.ts";
import { refundCasesRouter } from "../refund-cases/router.ts";
import { refundCancel } from "../refunds/cancel-procedure.ts";
import { refundGet } from "../refunds/get.ts";
import { refundList } from "../refunds/list.ts";
import { refundPreview } from "../refunds/preview.ts";
import { refundSubmit } from "../refunds/submit-procedure.ts";
import { refundVelocity } from "../refunds/velocity-procedure.ts";
import {
  cancelProcedure,
  previewCancellation,
  undoCancelProcedure,
} from "../subscriptions/cancel-procedures.ts";
import { getTimeline } from "../timeline/get.ts";
import { listRenewals, payNow } from "../renewals/procedures.ts";
import {
  askForMoreProcedure,
  beginReviewProcedure,
  cancelReviewProcedure,
  latestReview,
  rejectReviewProcedure,
  removeFileProcedure,
  reviewQueue,
  staffReview,
  submitReviewProcedure,
  takeReviewProcedure,
  verifyByDocumentsProcedure,
} from "../document-reviews/procedures.ts";
import {
  cancelVerificationProcedure,
  checkVerification,
  continueVerification,
  eraseHolder,
  getHolder,
  revealHolder,
  verifyHolder,
} from "../subjects/procedures.ts";
import { getSubscription } from "../subscriptions/get.ts";
import { purchase } from "../subscriptions/purchase.ts";
import { reviewPurchase } from "../subscriptions/review-purchase.ts";
import { getSpendLimits } from "../spend-limits/get.ts";
import { updateSpendLimits } from "../spend-limits/update.ts";
import { usageRouter } from "../usage/router.ts";
import { usageReportsRouter } from "../usage-reports/router.ts";
import { statement } from "../usage-reports/statement.ts";
import { balance as walletBalance } from "../wallet/balance.ts";
import { walletGrantGift } from "../wallet/grant-gift-procedure.ts";
import { walletLotLife } from "../wallet/lot-life-procedure.ts";
import { walletLotUsage } from "../wallet/lot-usage-procedure.ts";
import { walletLots } from "../wallet/lots-procedure.ts";
import { walletPreviewGrant, walletPreviewRevoke } from "../wallet/preview-gift-procedure.ts";
import { searchGifts } from "../wallet/search-gifts.ts";
import { walletRevokeGift } from "../wallet/revoke-gift-procedure.ts";
import { create as createTopUp } from "../top-ups/create.ts";
import { offer as topUpOffer } from "../top-ups/offer.ts";
import { receipt as topUpReceipt } from "../top-ups/receipt.ts";
import { review as reviewTopUp } from "../top-ups/review.ts";
import { transactions as walletTransactions } from "../wallet/transactions.ts";
import { me } from "../session/me.ts";
import { mergeRouters, router } from "./init.ts";
import { webhookEndpointsRouter } from "../webhook-endpoints/router.ts";

/** Table of contents of the API: nouns outside, verbs inside, one file per procedure. */
export const appRouter = router({
  session: { me },
  identity: { stepUp },
  accounts: {
    create: createAccount,
    get: getAccount,
    update: updateAccount,
    search: searchAccounts,
    list: listAccounts,
    billing: { get: getBilling, update: updateBilling },
    standing,
    terms: { get: getTerms, accept: acceptTermsProcedure },
    previewClose,
    close: closeProcedure,
    measures: {
      list: listMeasures,
      preview: previewMeasure,
      suspend: suspendProcedure,
      lift: liftProcedure,
      terminate: terminateProcedure,
      suspended: listSuspended,
    },
  },
  holder: {
    get: getHolder,
    verify: verifyHolder,
    continue: continueVerification,
    check: checkVerification,
    cancel: cancelVerificationProcedure,
    reveal: revealHolder,
    erase: eraseHolder,
  },
  phones: {
    get: getPhones,
    add: addPhoneProcedure,
    replace: replacePhoneProcedure,
    giveUp: giveUpPhoneProcedure,
    remove: removePhoneProcedure,
    sendCode: sendCodeProcedure,
    confirmCode: confirmCodeProcedure,
  },
  documentReviews: {
    latest: latestReview,
    begin: beginReviewProcedure,
    removeFile: removeFileProcedure,
    submit: submitReviewProcedure,
    cancel: cancelReviewProcedure,
    desk: {
      queue: reviewQueue,
      get: staffReview,
      take: takeReviewProcedure,
      ask: askForMoreProcedure,
      verify: verifyByDocumentsProcedure,
      reject: rejectReviewProcedure,
    },
  },
  partners: { keys: { list: listKeys, create: createKey, rotate: rotateKey, revoke: revokeKey } },
  platformKeys: platformKeysRouter,
  webhookEndpoints: webhookEndpointsRouter,
  catalog: { plans, models, versions, lastImport, previewImport, importPrices: runImport },
  prices: { list: accountPrices, eventRating },
  agreements: { list: listAgreements, preview: previewAgreement, create: createAgreement, end: endAgreement },
  dataExports: { request: requestDataExport, list: listDataExports, link: linkDataExport },
  plans: { list: listPlans, addPrice, setOnSale },
  policyVersions: policyVersionsRouter,
  subjectChanges: subjectChangesRouter,
  priceChanges: {
    announced: listPriceChanges,
    previewByLink,
    cancelByLink,
    list: listChanges,
    affected: listAffected,
    preview: previewPriceChange,
    schedule: scheduleProcedure,
    takeBack: takeBackPriceChange,
    tellAgain,
  },
  decisions: { get: getDecision, list: listDecisions, verify: verifyDecision },
  subscriptions: {
    get: getSubscription,
    reviewPurchase,
    purchase,
    previewCancellation,
    cancel: cancelProcedure,
    undoCancel: undoCancelProcedure,
    renewals: listRenewals,
    payNow,
    previewChange,
    change: changeProcedure,
    takeBackChange: takeBackProcedure,
    history: planHistory,
  },
  topUps: { offer: topUpOffer, review: reviewTopUp, create: createTopUp, receipt: topUpReceipt },
  addOns: {
    offered: offeredAddOns,
    purchases: addOnPurchases,
    purchase: addOnPurchase,
    review: reviewAddOn,
    buy: buyAddOn,
    catalogue: addOnCatalogue,
    create: createAddOn,
    newPrice: newAddOnPrice,
    move: moveAddOn,
  },
  gifts: {
    review: reviewGift,
    purchase: purchaseGift,
    list: listGiven,
    get: getGiven,
    received: listReceived,
    send: sendGift,
    previewCancel: previewCancelGift,
    cancel: cancelGift,
    previewRedeem,
    redeem: redeemGift,
    search: searchGiftSubscriptions,
  },
  orders: { list: orderList, get: orderGet },
  refunds: {
    preview: refundPreview,
    submit: refundSubmit,
    cancel: refundCancel,
    get: refundGet,
    list: refundList,
    velocity: refundVelocity,
  },
  refundCases: refundCasesRouter,
  reconciliations: reconciliationsRouter,
  goodwillRefunds: goodwillRefundsRouter,
  disputes: { list: listDisputes },
  invoices: { list: listInvoices, get: getInvoice, pdf: getInvoicePdf, search: searchInvoices },
  paymentMethods: {
    list: listPaymentMethods,
    add: addPaymentMethod,
    setup: paymentMethodSetup,
    setDefault: setDefaultPaymentMethod,
    remove: removePaymentMethod,
  },
  autoTopUp: {
    get: getAutoTopUp,
    review: reviewAutoTopUp,
    set: setAutoTopUp,
    switchOff: switchOffAutoTopUp,
  },
  usage: mergeRouters(usageRouter, usageReportsRouter),
  statement: { get: statement },
  spendLimits: { get: getSpendLimits, update: updateSpendLimits },
  wallet: {
    balance: walletBalance,
    transactions: walletTransactions,
    lots: walletLots,
    lotLife: walletLotLife,
    lotUsage: walletLotUsage,
    previewGrant: walletPreviewGrant,
    grantGift: walletGrantGift,
    previewRevoke: walletPreviewRevoke,
    revokeGift: walletRevokeGift,
    gifts: searchGifts,
  },
  referrals: {
    programme: referralProgramme,
    invite: referralInvite,
    list: referralList,
    search: referralSearch,
  },
  timeline: { get: getTimeline },
  sandbox: { clock: getClock, advanceClock: advanceClockProcedure },
  distributors: distributorsRouter,
  notes: { list: listNotes, add: addNote, close: closeNote, reopen: reopenNote },
  notices: { list: listNotices },
  ledger: ledgerRouter,
  audit: { list: listAudit },
  operations: {
    counts: countOperations,
    alerts: { list: listAlerts, resolve: resolveAlert },
    events: { list: listEvents, get: getEvent },
    jobs: { list: listJobs },
    money: moneyOfDays,
  },
});

/** The API as the screens see it. */
export type AppRouter = typeof appRouter;
/** Inputs by procedure. */
export type Inputs = inferRouterInputs<AppRouter>;
/** Outputs by procedure. */
export type Outputs = inferRouterOutputs<AppRouter>;
