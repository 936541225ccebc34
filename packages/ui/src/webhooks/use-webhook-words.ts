import { useLingui } from "@lingui/react/macro";
import type { WebhookDeliveryState, WebhookEndpointState, WebhookSource } from "@tenure/core/webhooks";
import type { Tone } from "../display/tag.tsx";

/** A state in a word, with its tone. */
interface StateWord {
  readonly tone: Tone;
  readonly word: string;
}

/** The words of webhooks, total. */
export interface WebhookWords {
  readonly endpoint: Readonly<Record<WebhookEndpointState, StateWord>>;
  /** An endpoint that is asked and accepts nothing. */
  readonly notAnswering: StateWord;
  /** A delivery that failed and is tried again. */
  readonly retrying: StateWord;
  readonly delivery: Readonly<Record<WebhookDeliveryState, StateWord>>;
  /** What events are about. */
  readonly source: Readonly<Record<WebhookSource, string>>;
}

/** What states of endpoints and deliveries, and the kinds of events, are called. */
export function useWebhookWords(): WebhookWords {
  const { t } = useLingui();
  return {
    endpoint: {
      enabled: { tone: "done", word: t({ message: "Enabled", context: "webhooks" }) },
      paused: { tone: "waiting", word: t({ message: "Paused", context: "webhooks" }) },
      stopped: { tone: "refused", word: t({ message: "Stopped", context: "webhooks" }) },
      ended: { tone: "neutral", word: t({ message: "Ended", context: "webhooks" }) },
    },
    notAnswering: { tone: "waiting", word: t({ message: "Enabled, accepts nothing", context: "webhooks" }) },
    retrying: { tone: "waiting", word: t({ message: "Trying again", context: "webhooks" }) },
    delivery: {
      pending: { tone: "progress", word: t({ message: "Waiting", context: "webhooks" }) },
      delivered: { tone: "done", word: t({ message: "Accepted", context: "webhooks" }) },
      failed: { tone: "refused", word: t({ message: "Given up", context: "webhooks" }) },
      canceled: { tone: "neutral", word: t({ message: "Not sent", context: "webhooks" }) },
    },
    source: {
      order: t({ message: "Orders", context: "webhooks" }),
      top_up: t({ message: "Top-ups", context: "webhooks" }),
      subscription: t({ message: "Subscription", context: "webhooks" }),
      plan_change: t({ message: "Changes of plan", context: "webhooks" }),
      refund: t({ message: "Refunds", context: "webhooks" }),
      refund_case: t({ message: "Refund requests", context: "webhooks" }),
      dispute: t({ message: "Disputes", context: "webhooks" }),
      credit_lot: t({ message: "Credits", context: "webhooks" }),
      auto_top_up: t({ message: "Automatic top-up", context: "webhooks" }),
      gift_subscription: t({ message: "Gifts", context: "webhooks" }),
      subject_change: t({ message: "Changes of holder", context: "webhooks" }),
      account: t({ message: "Account", context: "webhooks" }),
      webhook_endpoint: t({ message: "Tests", context: "webhooks" }),
    },
  };
}
