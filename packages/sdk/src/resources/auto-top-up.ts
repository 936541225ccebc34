import type { RequestOptions, Send } from "../transport.ts";
import type { Instant, Money } from "../types.ts";

/** Automatic top-up as it is now. */
export interface AutoTopUp {
  /** `stopped`: the card was declined or could not be charged; only the owner switches it on again. */
  readonly state: "off" | "on" | "stopped";
  /** Null before the present holder first switched it on. */
  readonly terms: {
    /** Credits bought each time, before tax. */
    readonly amount: Money;
    /** It happens when less than this is available. */
    readonly threshold: Money;
    /** The most to be charged in a calendar month of the account's time zone, tax included. */
    readonly monthlyCap: Money;
    /** `Visa •••• 4242`; null once the card was removed. */
    readonly method: string | null;
    readonly paymentMethodId: string | null;
  } | null;
  /** Charged in the present calendar month, a charge under way included. */
  readonly monthCharged: Money;
  readonly nextMonthAt: Instant;
  /** Null while the cap leaves room for another charge. */
  readonly cappedUntil: Instant | null;
  readonly consentedAt: Instant | null;
  /** Why it stopped, in the provider's own words. */
  readonly stopped: { readonly code: string; readonly message: string | null } | null;
  /** The last top-ups it made, newest first. */
  readonly runs: readonly {
    readonly orderId: string;
    readonly number: string;
    readonly state: "pending" | "paid" | "failed" | "expired";
    readonly total: Money;
    readonly credits: Money;
    readonly bonus: Money;
    readonly startedAt: Instant;
    readonly paidAt: Instant | null;
    readonly decisionId: string;
  }[];
  readonly actions: readonly ("switch_on" | "change" | "switch_off" | "stop")[];
}

/** Automatic top-up. A key may look; switching it needs a person who proves who it is. Scope `wallet:read`. */
export interface AutoTopUpResource {
  get(options?: RequestOptions): Promise<AutoTopUp>;
}

/** Builds the resource. */
export const autoTopUpResource = (send: Send): AutoTopUpResource => ({
  get: (options) => send({ method: "GET", path: "/auto-top-up" }, options),
});
