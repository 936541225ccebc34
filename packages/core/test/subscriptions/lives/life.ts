/** Plans of the lives, cheapest first. */
export const PLANS = ["free", "pro", "max"] as const;
/** One of {@link PLANS}. */
export type Plan = (typeof PLANS)[number];
/** Length of a term. */
export type Interval = "month" | "year";

/** What becomes of a charge of a card; a test's own words, the product's are mapped to them. */
export type Bank = "pays" | "no_funds" | "stolen" | "asks_customer";

/** How the provider's answer to the next charge arrives. */
export type Arrival = "at_once" | "twice" | "later";

/** One thing that happens in the life of a subscription. Times in milliseconds, amounts in cents. */
export type Step =
  | { readonly do: "wait"; readonly ms: number }
  /** Two workers look, at the same time, for whatever is due. */
  | { readonly do: "look" }
  | { readonly do: "buy"; readonly plan: Plan; readonly interval: Interval }
  | { readonly do: "change"; readonly plan: Plan; readonly interval: Interval }
  /** The newest quote of an upgrade is paid. */
  | { readonly do: "pay" }
  | { readonly do: "take_back" | "cancel" | "undo" }
  | {
      readonly do: "announce";
      readonly plan: Plan;
      readonly interval: Interval;
      readonly cents: number;
      readonly inMs: number;
    }
  | { readonly do: "withdraw"; readonly plan: Plan; readonly interval: Interval }
  /** The mail server accepts the notice of the newest change that has none, or the newest accepted one comes back. */
  | { readonly do: "notice"; readonly fate: "accepted" | "bounced" }
  /** A new card becomes the one that is charged; null: every card is removed. */
  | { readonly do: "card"; readonly bank: Bank | null }
  /** The bank of the card changes its mind. */
  | { readonly do: "bank"; readonly bank: Bank }
  | { readonly do: "arrival"; readonly how: Arrival }
  /** The answers that were to come later arrive, so many times. */
  | { readonly do: "webhook"; readonly copies: 1 | 2 }
  | { readonly do: "use"; readonly cents: number }
  | { readonly do: "refund" }
  | { readonly do: "refund_ends"; readonly as: "paid" | "failed" }
  | { readonly do: "refund_bounces" }
  | { readonly do: "suspend" | "lift" };

/** What was answered: nothing to say, or the codes of the refusals in their order. */
export type Answer = "done" | readonly string[];

/** A term as it stands or stood. */
export interface TermView {
  readonly plan: Plan;
  readonly interval: Interval;
  readonly startsAt: number;
  readonly endsAt: number;
  /** Its price before tax, of which cash and credit. */
  readonly cents: number;
  readonly paidCents: number;
  readonly creditedCents: number;
}

/** Money that moved, oldest first. */
export interface CashView {
  readonly why: "buy" | "upgrade" | "renewal" | "returned" | "refund" | "refund_bounced";
  /** Signed: in to us, out to the customer. */
  readonly cents: number;
  readonly at: number;
  /** Of a renewal, the number of the subscription and its own. */
  readonly renewal: string | null;
}

/** Everything that can be seen of a life. */
export interface View {
  readonly state: string;
  readonly term: TermView | null;
  /** Terms of this and earlier subscriptions, in the order they began; one that gave way to an upgrade is cut. */
  readonly terms: readonly (TermView & { readonly subscription: number })[];
  readonly planned: { readonly plan: Plan; readonly interval: Interval; readonly at: number } | null;
  readonly pastDueSince: number | null;
  readonly cash: readonly CashView[];
  readonly owedCents: number;
}

/** Something a life can be lived on: the model, the rules, the product. */
export interface Living {
  perform(step: Step): Answer | Promise<Answer>;
  view(): View | Promise<View>;
}
