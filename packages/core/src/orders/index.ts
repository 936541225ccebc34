export { applyPayment } from "./apply-payment.ts";
export { type OrderState, orderLifecycle } from "./lifecycle.ts";
export { withTax } from "./tax.ts";
