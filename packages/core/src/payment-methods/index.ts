export { type CardExpiry, cardEndsAt, cardValidity, type CardValidity } from "./expiry.ts";
export { type CardSetupState, cardSetupLifecycle } from "./lifecycle.ts";
