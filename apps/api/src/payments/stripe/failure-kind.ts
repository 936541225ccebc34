import type { ChargeFailure } from "@tenure/core/subscriptions";

/** Codes with which a bank or the provider asks for the card's holder. */
const AUTHENTICATION = new Set([
  "authentication_required",
  "authentication_not_handled",
  "payment_intent_authentication_failure",
  "offline_pin_required",
]);

/**
 * Codes after which the same card will not do: stolen, closed, unknown, or its consent withdrawn. Asking again with it
 * costs the platform its standing with the card networks and never succeeds.
 */
const HARD = new Set([
  "account_closed",
  "card_not_supported",
  "currency_not_supported",
  "customer_cancelled",
  "expired_card",
  "fraudulent",
  "incorrect_number",
  "invalid_account",
  "invalid_expiry_month",
  "invalid_expiry_year",
  "invalid_number",
  "lost_card",
  "merchant_blacklist",
  "payment_method_not_available",
  "payment_method_unexpected_state",
  "pickup_card",
  "resource_missing",
  "restricted_card",
  "revocation_of_all_authorizations",
  "revocation_of_authorization",
  "security_violation",
  "stolen_card",
  "stop_payment_order",
  "transaction_not_allowed",
]);

/**
 * What a refused charge means for another try (docs.stripe.com/declines/codes). Whatever is not known to be final is
 * worth another try: no funds, a limit, a bank that does not answer.
 * @param code the provider's error code
 * @param decline the bank's own reason where it gave one; it says more than the code
 */
export function failureKind(code: string, decline: string | null): ChargeFailure {
  const reasons = [decline, code];
  if (reasons.some((each) => each !== null && AUTHENTICATION.has(each))) return "authentication";
  return reasons.some((each) => each !== null && HARD.has(each)) ? "hard" : "soft";
}
