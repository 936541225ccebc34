export { applyTopUpPayment, applyTopUpPaymentByCard, type TopUpLot } from "./apply-payment.ts";
export { bonusBps, bonusNanos, topUpOffer } from "./offer.ts";
export {
  chargedCurrency,
  type PurchaseTopUpEffects,
  type PurchaseTopUpFacts,
  purchaseTopUp,
  purchaseTopUpByCard,
  type TopUpMethod,
  topUpMethods,
} from "./purchase.ts";
