import { accountLifecycle } from "../accounts/lifecycle.ts";
import { autoTopUpLifecycle } from "../auto-top-up/lifecycle.ts";
import { creditLotLifecycle } from "../credits/lot-lifecycle.ts";
import { disputeLifecycle } from "../disputes/lifecycle.ts";
import { giftSubscriptionLifecycle } from "../gift-subscriptions/lifecycle.ts";
import { statesOf } from "../lifecycle/index.ts";
import { orderLifecycle } from "../orders/lifecycle.ts";
import { refundCaseLifecycle } from "../refund-cases/lifecycle.ts";
import { refundLifecycle } from "../refunds/lifecycle.ts";
import { subjectChangeLifecycle } from "../subject-changes/lifecycle.ts";
import { subscriptionLifecycle } from "../subscriptions/lifecycle.ts";
import { planChangeLifecycle } from "../subscriptions/plan-change-lifecycle.ts";

/** What webhooks tell about, by the first word of an event's type. */
export type WebhookSource =
  | "account"
  | "auto_top_up"
  | "credit_lot"
  | "dispute"
  | "gift_subscription"
  | "order"
  | "plan_change"
  | "refund"
  | "refund_case"
  | "subject_change"
  | "subscription"
  | "top_up"
  | "webhook_endpoint";

/** Kind of object that an event is about. A top-up is an order of credits: its events are named apart, its object is the order. */
export type WebhookObject = Exclude<WebhookSource, "top_up">;

interface Source {
  readonly object: WebhookObject;
  /** Where the API shows what is true now; `{id}` and `{accountId}` are the object's and the account's. */
  readonly path: string;
  /** Second words of its types. */
  readonly happenings: readonly string[];
}

/**
 * Every event there is. The second word of a type is the state that the object came to, so that a state which a lifecycle
 * gets is an event at once; what is no state stands beside it. The database writes them (migration 0040), in the
 * transaction of the change.
 */
export const WEBHOOK_SOURCES: Readonly<Record<WebhookSource, Source>> = {
  account: { object: "account", path: "/v1/accounts/{accountId}", happenings: statesOf(accountLifecycle) },
  order: { object: "order", path: "/v1/orders/{id}", happenings: statesOf(orderLifecycle) },
  top_up: { object: "order", path: "/v1/orders/{id}", happenings: statesOf(orderLifecycle) },
  subscription: {
    object: "subscription",
    path: "/v1/subscription",
    happenings: statesOf(subscriptionLifecycle),
  },
  plan_change: {
    object: "plan_change",
    path: "/v1/subscription/change",
    happenings: statesOf(planChangeLifecycle),
  },
  gift_subscription: {
    object: "gift_subscription",
    path: "/v1/gifts/{id}",
    happenings: statesOf(giftSubscriptionLifecycle),
  },
  auto_top_up: {
    object: "auto_top_up",
    path: "/v1/auto-top-up",
    happenings: statesOf(autoTopUpLifecycle),
  },
  credit_lot: {
    object: "credit_lot",
    path: "/v1/wallet/lots/{id}",
    happenings: [...statesOf(creditLotLifecycle), "expiring"],
  },
  refund: { object: "refund", path: "/v1/refunds/{id}", happenings: statesOf(refundLifecycle) },
  refund_case: {
    object: "refund_case",
    path: "/v1/refund-cases/{id}",
    happenings: statesOf(refundCaseLifecycle),
  },
  // A dispute is told with the order that it is about.
  dispute: { object: "dispute", path: "/v1/orders", happenings: statesOf(disputeLifecycle) },
  subject_change: {
    object: "subject_change",
    path: "/v1/accounts/{accountId}/holder",
    happenings: statesOf(subjectChangeLifecycle),
  },
  webhook_endpoint: {
    object: "webhook_endpoint",
    path: "/v1/webhook-endpoints/{id}",
    happenings: ["test"],
  },
};

/** Why a lifecycle has no events of its own. Total with the sources: a test looks at every lifecycle of core. */
export const LIFECYCLES_WITHOUT_EVENTS: Readonly<Record<string, string>> = {
  add_on: "the platform's catalogue, of no account",
  clock_advance: "of sandbox accounts: what the clock brings about is told",
  data_export: "a mail with a link tells who asked for it",
  difference: "staff's own",
  distributor_event: "how it came; what follows is told as subscription.*",
  document_review: "of a person, not of an account",
  goodwill_refund: "staff's own until it is given; then refund.* tells it",
  identity_verification: "of a person, not of an account",
  card_setup: "a page at the provider",
  note: "staff's own",
  phone: "of a person, not of an account",
  policy_shadow_run: "staff's own",
  policy_version: "the platform's, of no account",
  price_change: "of a plan, of no account; those whom it concerns are written to",
  reconciliation: "staff's own",
  reconciliation_difference: "staff's own",
  referral: "between two accounts; what it earns is told as credit_lot.open",
  renewal: "what comes of it is told as order.*, subscription.*",
  renewal_attempt: "what comes of it is told as order.*, subscription.*",
  subject_change_invitation: "of a person who is invited",
  subject_change_review: "what comes of it is told as subject_change.*",
  webhook_delivery: "an event about an event would never end",
  webhook_endpoint: "its owner is written to",
};

const sources = Object.keys(WEBHOOK_SOURCES) as WebhookSource[];

/** Every type of event, sorted. */
export const webhookEventTypes: readonly string[] = sources
  .flatMap((source) => WEBHOOK_SOURCES[source].happenings.map((each) => `${source}.${each}`))
  .sort();

const known = new Set(webhookEventTypes);

/** Whether there is such a type. */
export const isWebhookEventType = (type: string): boolean => known.has(type);

/** Kinds of objects, sorted. */
export const webhookObjects: readonly WebhookObject[] = [
  ...new Set(sources.map((source) => WEBHOOK_SOURCES[source].object)),
].sort();

/** Path of the API where the object of an event is read as it is now. */
export const linkOf = (object: WebhookObject, id: string, accountId: string): string =>
  WEBHOOK_SOURCES[object].path.replace("{id}", id).replace("{accountId}", accountId);
