export { addressProblem, type AddressProblem, canonicalAddress } from "./addresses.ts";
export {
  type WebhookDeliveryState,
  webhookDeliveryLifecycle,
  webhookDeliveryStates,
} from "./delivery-lifecycle.ts";
export {
  type WebhookEndpointState,
  webhookEndpointLifecycle,
  webhookEndpointStates,
} from "./endpoint-lifecycle.ts";
export {
  isWebhookEventType,
  LIFECYCLES_WITHOUT_EVENTS,
  linkOf,
  WEBHOOK_SOURCES,
  type WebhookObject,
  type WebhookSource,
  webhookEventTypes,
  webhookObjects,
} from "./events.ts";
export { type WebhookEvent, type WebhookPayload, webhookPayload, webhookPayloadSchema } from "./payload.ts";
export {
  DELIVERY_KEPT_DAYS,
  delayAfterAttempt,
  HOLDS_BACK_ATTEMPTS,
  isDead,
  MAX_ATTEMPTS,
  retryAfterSeconds,
  STOP_AFTER_HOURS,
} from "./retry.ts";
export {
  newSecret,
  SECRET_BYTES,
  signWebhook,
  TOLERANCE_SECONDS,
  type SignedHeaders,
  type WebhookVerdict,
  verifyWebhook,
} from "./signature.ts";
export { MAX_URL_LENGTH, type UrlParts, type UrlProblem, urlProblem } from "./url.ts";
