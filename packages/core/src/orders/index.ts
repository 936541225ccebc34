export { applyPayment } from "./apply-payment.ts";
export { chargeBack, partOfCharge } from "./charge-back.ts";
export { type OrderState, orderLifecycle } from "./lifecycle.ts";
export { withTax } from "./tax.ts";
