export { applyTopUpPayment, type TopUpLot } from "./apply-payment.ts";
export { bonusBps, bonusNanos, topUpOffer } from "./offer.ts";
export { type PurchaseTopUpEffects, type PurchaseTopUpFacts, purchaseTopUp } from "./purchase.ts";
