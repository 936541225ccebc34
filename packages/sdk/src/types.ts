/** An exact amount: plain decimal text with its ISO 4217 currency, `{ amount: "18.05", currency: "USD" }`. */
export interface Money {
  readonly amount: string;
  readonly currency: string;
}

/** ISO 8601 in UTC with milliseconds: `2026-11-20T14:02:03.123Z`. */
export type Instant = string;

/** How urgently a request was served; each may have prices of its own. */
export type ServiceTier = "standard" | "batch" | "priority" | "flex";

/** Tokens of one request. The totals contain their parts. */
export interface Tokens {
  /** The whole prompt, including cached, cache creation, audio, image and video tokens; no part contains another. */
  readonly inputTokens: number;
  readonly cachedInputTokens?: number;
  readonly cacheCreationTokens?: number;
  /** Cache entries kept for an hour. */
  readonly cacheCreationLongTokens?: number;
  readonly audioInputTokens?: number;
  readonly cachedAudioInputTokens?: number;
  readonly cacheCreationAudioTokens?: number;
  readonly imageInputTokens?: number;
  readonly cachedImageInputTokens?: number;
  readonly videoInputTokens?: number;
  /** The whole answer, including reasoning, audio, image and video tokens. */
  readonly outputTokens?: number;
  readonly reasoningTokens?: number;
  readonly audioOutputTokens?: number;
  readonly imageOutputTokens?: number;
  readonly videoOutputTokens?: number;
}

/**
 * What a request used that is not counted in tokens; each thing is told once, here or in the tokens. Lengths of time
 * are whole milliseconds: 8.47 s is 8470.
 */
export interface Counts {
  readonly inputImages?: number;
  readonly outputImages?: number;
  readonly inputMilliseconds?: number;
  readonly outputMilliseconds?: number;
  readonly inputAudioMilliseconds?: number;
  readonly inputVideoMilliseconds?: number;
  readonly outputVideoMilliseconds?: number;
  readonly inputCharacters?: number;
  readonly outputCharacters?: number;
  readonly inputPixels?: number;
  readonly outputPixels?: number;
  readonly inputQueries?: number;
  readonly inputRequests?: number;
  readonly pages?: number;
  readonly annotatedPages?: number;
  readonly codeInterpreterSessions?: number;
  /** Web searches by the size of the context they were asked for. */
  readonly webSearchesLow?: number;
  readonly webSearchesMedium?: number;
  readonly webSearchesHigh?: number;
}

/** One model request that was served. */
export interface UsageEventInput {
  /** Your own name of it, 1 to 128 characters; the same name is the same event for ever. */
  readonly clientEventId: string;
  readonly model: string;
  readonly serviceTier?: ServiceTier;
  readonly tokens?: Tokens;
  readonly counts?: Counts;
  /** When it was served; without it, now. */
  readonly occurredAt?: Instant;
  /** The hold that was opened for it. */
  readonly holdId?: string;
  /** The `clientEventId` of an event that was wrong: it is taken back whole, and this one stands for it. */
  readonly corrects?: string;
}

/** A recorded event and who pays for it: `planPart` + `creditPart` + `debtPart` = `value`. */
export interface UsageEvent {
  readonly id: string;
  readonly clientEventId: string;
  readonly model: string;
  readonly serviceTier: ServiceTier;
  /** `reversal`: takes another event back; its amounts are negative. */
  readonly kind: "usage" | "reversal";
  readonly tokens: Tokens;
  readonly counts: Counts | null;
  /** At the price in force when it was served. */
  readonly value: Money;
  readonly planPart: Money;
  readonly creditPart: Money;
  readonly debtPart: Money;
  readonly holdId: string | null;
  /** The event it takes back or stands for. */
  readonly correctsId: string | null;
  readonly modelPriceId: string;
  readonly agreementId: string | null;
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
}

/** What an event came to, as a batch answers. */
export interface ChargedEvent {
  readonly id: string;
  readonly value: Money;
  readonly planPart: Money;
  readonly creditPart: Money;
  readonly debtPart: Money;
}

/** What became of one event of a batch. */
export type UsageResult =
  | {
      readonly status: "recorded";
      readonly clientEventId: string;
      /** True when it was recorded before; nothing happened again. */
      readonly duplicate: boolean;
      readonly event: ChargedEvent;
    }
  | {
      readonly status: "rejected";
      readonly clientEventId: string;
      readonly code: string;
      readonly reason: string;
      readonly help: string;
      /** Fields at fault. */
      readonly fields: readonly string[];
    };

/** Results of a batch, in its order. */
export interface RecordedUsage {
  readonly recorded: number;
  readonly rejected: number;
  readonly results: readonly UsageResult[];
}

/** A promise for a request in flight: `planPart` + `creditPart` = `guaranteed`. */
export interface UsageHold {
  readonly holdId: string;
  readonly model: string;
  readonly state: "open" | "settled" | "released" | "expired" | "declined";
  readonly guaranteed: Money;
  readonly planPart: Money;
  readonly creditPart: Money;
  readonly openedAt: Instant;
  readonly expiresAt: Instant;
}

/** A settled hold and the event that came of it. */
export interface SettledUsage {
  readonly hold: UsageHold;
  readonly event: UsageEvent;
}

/** What an account can pay with. */
export interface Wallet {
  /** All credits that can be spent now. */
  readonly balance: Money;
  readonly byKind: {
    readonly paid: Money;
    readonly bonus: Money;
    readonly gift: Money;
    readonly referral: Money;
  };
  /** Of the balance, promised to requests in flight. */
  readonly held: Money;
  readonly available: Money;
  /** Usage beyond all credits; it blocks the next authorisation until credits cover it. */
  readonly debt: Money;
  /** Included usage of the running term; null without one. */
  readonly term: {
    readonly planId: string;
    readonly startsAt: Instant;
    readonly endsAt: Instant;
    /** False while included usage is shut: past due, or being refunded. */
    readonly serving: boolean;
    readonly included: Money;
    readonly used: Money;
    readonly held: Money;
    readonly available: Money;
  } | null;
}

/** What a decision says: a value that adds up, names its clauses, and can be replayed. Amounts are integer nanos. */
export interface Decision {
  readonly kind: string;
  readonly rulesVersion: number;
  readonly policyVersion: string;
  readonly decidedAt: Instant;
  readonly currency: string;
  readonly outcome: "granted" | "refused" | "review";
  readonly refusals: readonly {
    readonly code: string;
    readonly clause: string;
    readonly params: Readonly<Record<string, string>>;
  }[];
  /** `item` lines add up to the `subtotal` below them; a `memo` is told but not added. */
  readonly lines: readonly {
    readonly kind: "item" | "subtotal" | "memo";
    readonly key: string;
    readonly clause: string | null;
    /** Integer text, 10⁻⁹ of the currency's major unit. */
    readonly amountNanos: string;
    readonly params: Readonly<Record<string, string>>;
  }[];
  readonly effects: unknown;
  readonly facts: unknown;
}

/**
 * A signed decision. Verifies offline: Ed25519 over `purpose`, a line break, and the canonical JSON (RFC 8785) of
 * `body`, with the key of that `keyId` from `/.well-known/tenure-keys.json`.
 */
export interface Receipt {
  readonly purpose: "tenure.decision.v1" | "tenure.preview.v1" | "tenure.audit.v1" | "tenure.statement.v1";
  readonly keyId: string;
  /** SHA-256 of the canonical body, hex. */
  readonly digest: string;
  /** Hex, 64 bytes. */
  readonly signature: string;
  readonly body: unknown;
}

/** A stored decision with its receipt. */
export interface StoredDecision {
  readonly id: string;
  readonly kind: string;
  /** Number of the refund, case or order that it is about; null where it is about none, or of none yet. */
  readonly subject: string | null;
  /** The last subtotal of its lines: what it comes to. Null where it counts nothing, was refused, or ends in a wallet's balance. */
  readonly amount: Money | null;
  readonly outcome: "granted" | "refused" | "review";
  readonly policyVersion: string;
  readonly rulesVersion: number;
  readonly decidedAt: Instant;
  readonly digest: string;
  readonly decision: Decision;
  readonly receipt: Receipt;
}

/** The plan an account is on; `subscription` is null on Free. */
export interface Subscription {
  readonly planId: "free" | "pro" | "max" | "ultra";
  readonly subscription: {
    readonly id: string;
    readonly state: "incomplete" | "active" | "canceling" | "past_due" | "refunding";
    readonly interval: "month" | "year";
    readonly price: Money;
    readonly orderId: string;
    /** Received as a gift: it ends at `paidUntil` and nothing is charged. */
    readonly gift: boolean;
    /** End of what is paid for: of the term, or of the last gift term after it. */
    readonly paidUntil: Instant;
    /** Who bills it, where it was bought through a distributor: cancel, refunds and payment there (T1.3). */
    readonly distributor: {
      readonly name: string;
      readonly title: string;
      readonly cancelLink: string;
      readonly refundLink: string;
      readonly billingLink: string;
    } | null;
    /** What is unpaid and what happens next; null where nothing is. */
    readonly pastDue: PastDue | null;
    /** Null while it renews; `renewals`: terms that are still charged before `endsAt`. */
    readonly cancellation: {
      readonly canceledAt: Instant;
      readonly endsAt: Instant;
      readonly renewals: number;
      /** The change of plan that the cancellation dropped; taking it back brings it back. Null where none was. */
      readonly droppedChange: ScheduledChange | null;
    } | null;
    /** The change of plan that waits for the end of what is paid for; null where none does. */
    readonly scheduledChange: ScheduledChange | null;
    readonly term: {
      readonly id: string;
      readonly number: number;
      readonly startsAt: Instant;
      readonly endsAt: Instant;
      /** What an upgrade credited to it from the term before. */
      readonly credited: Money;
      /** Last moment at which cancelling avoids the next charge. */
      readonly cancelBy: Instant;
      readonly refundUntil: Instant;
      readonly included: Money;
      readonly used: Money;
      readonly held: Money;
    };
  } | null;
  /** Server time. */
  readonly now: Instant;
}

/** A renewal that could not be charged yet. */
export interface PastDue {
  readonly renewalId: string;
  readonly orderId: string;
  readonly total: Money;
  readonly since: Instant;
  /** The next charge of the saved card; null where none comes. */
  readonly nextTryAt: Instant | null;
  /** Without a payment the account is on Free from here on. */
  readonly graceEndsAt: Instant;
  /** The term that the payment brings. */
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  /** The card that is charged; null where there is none. */
  readonly method: string | null;
  /** Why the last charge was refused, in the provider's own words. */
  readonly failure: {
    readonly kind: "soft" | "hard" | "authentication";
    readonly code: string | null;
    readonly message: string | null;
  } | null;
  readonly payable: boolean;
}

/** A renewal: price, term and amount are frozen when it is decided. */
export interface Renewal {
  readonly id: string;
  readonly number: number;
  readonly state: "due" | "charging" | "unknown" | "waiting" | "paid" | "lapsed" | "dropped";
  readonly orderId: string;
  readonly orderNumber: string;
  readonly planId: "free" | "pro" | "max" | "ultra" | null;
  readonly interval: "month" | "year";
  readonly amount: Money;
  readonly tax: Money;
  readonly total: Money;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  /** Cancelled late: the subscription ends with this term. */
  readonly last: boolean;
  readonly plannedAt: Instant;
  readonly settledAt: Instant | null;
  readonly pastDueSince: Instant | null;
  /** Every try to have it paid, oldest first. */
  readonly attempts: readonly {
    readonly id: string;
    readonly number: number;
    readonly kind: "off_session" | "page";
    readonly state: "ready" | "calling" | "unknown" | "open" | "succeeded" | "failed" | "closed";
    readonly failure: "soft" | "hard" | "authentication" | null;
    readonly code: string | null;
    readonly message: string | null;
    readonly method: string | null;
    readonly startedAt: Instant;
  }[];
  readonly decisionId: string;
}

/** A change of plan that waits for the end of what is paid for. */
export interface ScheduledChange {
  readonly id: string;
  readonly planId: "free" | "pro" | "max" | "ultra";
  readonly interval: "month" | "year";
  /** What is charged then, before tax; nothing for Free. */
  readonly price: Money;
  readonly appliesAt: Instant;
  /** The last moment to take it back. */
  readonly undoUntil: Instant;
  readonly decisionId: string;
}

/** What changing the plan now would mean; `outcome` is null where it is refused, the decision says why. */
export interface PlanChangePreview {
  readonly decision: Decision;
  readonly planId: "free" | "pro" | "max" | "ultra";
  readonly interval: "month" | "year";
  readonly outcome:
    | {
        /** An upgrade: paid now, less the unused value of the running term, and a new term begins. */
        readonly applies: "now";
        /** What is charged, tax included. */
        readonly total: Money;
        /** What is credited for the rest of the running term; never paid out. */
        readonly credit: Money;
        readonly expiresAt: Instant;
        readonly renewsAt: Instant;
        /** What each renewal charges, tax included, at today's rate. */
        readonly renewal: Money;
        readonly cancelBy: Instant;
        readonly refundUntil: Instant;
        /** A change that waited is dropped. */
        readonly dropsScheduled: boolean;
      }
    | {
        readonly applies: "term_end";
        readonly appliesAt: Instant;
        /** What is charged then, tax included; nothing for Free. */
        readonly charge: Money;
        /** Whether the running plan renews once more before. */
        readonly renewsFirst: boolean;
        readonly undoUntil: Instant;
      }
    | null;
  /** `Visa •••• 4242`; null where no card is saved. */
  readonly savedCard: string | null;
  readonly terms: { readonly version: string; readonly hash: string; readonly language: "en" | "zh" };
  readonly now: Instant;
}

/** What cancelling now would mean; `outcome` is null where it is refused, the decision says why. */
export interface CancellationPreview {
  readonly decision: Decision;
  readonly planId: "free" | "pro" | "max" | "ultra";
  readonly outcome: {
    /** Whether the cut-off has not passed; exactly at it is in time. */
    readonly inTime: boolean;
    readonly cancelBy: Instant;
    readonly endsAt: Instant;
    /** When it is charged once more; null where it is not. */
    readonly chargedAt: Instant | null;
    readonly charge: Money;
    /** The plan of that charge: what runs, or a cheaper one that was chosen in time; null where none comes. */
    readonly renewsAs: "free" | "pro" | "max" | "ultra" | null;
    /** The plan that was chosen for later and no longer comes; null where none waited, or it still does. */
    readonly drops: { readonly planId: "free" | "pro" | "max" | "ultra"; readonly appliesAt: Instant } | null;
  } | null;
  readonly now: Instant;
}

/** Why somebody leaves. */
export type CancelReason =
  | "too_expensive"
  | "not_used_enough"
  | "missing_feature"
  | "quality"
  | "switched"
  | "other";

/** What may be said when cancelling; everything may be left out. */
export interface CancelParams {
  readonly reason?: CancelReason | null;
  /** At most 500 characters. */
  readonly comment?: string | null;
  /** `outcome.endsAt` of the preview that was confirmed: a conflict where it would end otherwise by now. */
  readonly confirmedEndsAt?: Instant | null;
}

/** A cancelled subscription; `ended` where it was in arrears. */
export interface Cancellation {
  readonly subscriptionId: string;
  readonly state: "canceling" | "ended";
  readonly endsAt: Instant;
  readonly decisionId: string;
}

/** A change of plan that was taken back: the running plan renews as before. */
export interface PlanChangeTakenBack {
  readonly planChangeId: string;
  readonly renewsAt: Instant;
  readonly cancelBy: Instant;
  readonly decisionId: string;
}

/** A plan on sale with its prices in force. */
export interface Plan {
  readonly id: "free" | "pro" | "max" | "ultra";
  readonly name: string;
  readonly prices: readonly {
    /** What `previewChange` takes. */
    readonly id: string;
    readonly version: number;
    readonly interval: "month" | "year";
    /** Price of one term before tax. */
    readonly price: Money;
    /** Usage a term includes, as value at list price. */
    readonly includedUsage: Money;
    readonly features: readonly (
      | "standard_models"
      | "all_models"
      | "usage_history"
      | "priority_tier"
      | "batch_tier"
      | "team_members"
      | "dedicated_support"
    )[];
  }[];
}

/** A subscription that renews again. */
export interface RenewingSubscription {
  readonly subscriptionId: string;
  readonly state: "active";
  readonly renewsAt: Instant;
  readonly decisionId: string;
}

/** A refund as lists show it. */
export interface RefundSummary {
  readonly id: string;
  readonly number: string;
  readonly orderId: string;
  readonly orderNumber: string;
  /** `surplus`: a second payment, returned whole; `goodwill`: an amount that staff gave. */
  readonly kind: "subscription" | "top_up" | "surplus" | "goodwill" | "outside";
  readonly state:
    | "draining"
    | "ready"
    | "calling"
    | "pending"
    | "unknown"
    | "refunded"
    | "failed"
    | "canceled";
  readonly status: "refunding" | "refunded" | "failed" | "canceled";
  readonly currency: string;
  /** What reaches the customer; null until requests in flight have ended. */
  readonly final: Money | null;
  readonly floor: Money;
  readonly expected: Money;
  readonly submittedAt: Instant;
  readonly drainUntil: Instant;
  readonly settledAt: Instant | null;
  readonly refundedAt: Instant | null;
  readonly failedAt: Instant | null;
  readonly failure: { readonly code: string; readonly message: string | null } | null;
  readonly arrivalBusinessDays: { readonly min: number; readonly max: number };
  readonly actions: readonly "cancel"[];
}

/** What became of an order whose payment a bank disputed; the latest one. */
export interface DisputeSummary {
  readonly id: string;
  /** `inquiry`: the bank asks, and took nothing. `lost`: it gave the money back to whoever paid. */
  readonly state: "inquiry" | "open" | "won" | "lost";
  /** What the bank took, and holds. */
  readonly withdrawn: Money;
  /** Set aside while it is open: credits, bonus included, or what a plan's included usage was still worth. */
  readonly frozen: Money;
  /** Of what was frozen: gone with the loss. */
  readonly taken: Money;
  /** Used before: owed since the loss. */
  readonly debt: Money;
  readonly openedAt: Instant;
}

/** A refund with its payments and the decision that holds now. */
export interface Refund extends RefundSummary {
  readonly legs: readonly {
    readonly id: string;
    readonly state: string;
    readonly amount: Money;
    /** What reaches the customer where another currency was charged, at the order's rate. */
    readonly charge: { readonly amount: Money; readonly rate: string } | null;
    readonly method: string;
    readonly providerRefundId: string | null;
    readonly attempts: number;
  }[];
  readonly submitDecisionId: string | null;
  readonly settleDecisionId: string | null;
  readonly decision: Decision | null;
}

/** What a refund of an order would return now, and why. */
export interface RefundPreview {
  readonly orderId: string;
  readonly decision: Decision;
  readonly previewToken: string | null;
  /** If the requests in flight use nothing more; null where nothing would be paid. */
  readonly expected: Money | null;
  /** If they use all that is held for them. */
  readonly floor: Money | null;
  /** What `expected` is where another currency was charged, at the order's rate. */
  readonly charge: { readonly amount: Money; readonly rate: string } | null;
  readonly requestsInFlight: number;
  readonly windowClosesAt: Instant | null;
  readonly now: Instant;
  readonly method: string | null;
  readonly arrivalBusinessDays: { readonly min: number; readonly max: number };
}

/** A refund that was submitted; `refunds.get` and the webhooks of `refund.*` say how it goes on. */
export interface SubmittedRefund {
  readonly refundId: string;
  readonly number: string;
  readonly orderId: string;
  readonly decisionId: string;
}

/** How far a change of the account's legal holder is. */
export interface SubjectChange {
  readonly id: string;
  readonly state:
    | "draft"
    | "open"
    | "effective"
    | "withdrawn"
    | "rejected"
    | "terminated"
    | "expired"
    | "revoked";
  /** The platform's side of it. */
  readonly review: "pending" | "info_requested" | "agreed";
  readonly ground:
    | "merger"
    | "division"
    | "reorganisation"
    | "dissolution"
    | "death"
    | "court_decision"
    | "holder_differs"
    | "legal_requirement"
    | "other";
  /** The new holder's side of it; null while it is a draft. */
  readonly invitation: "invited" | "accepted" | "verified" | "complete" | "declined" | "lapsed" | null;
  readonly createdAt: Instant;
  readonly submittedAt: Instant | null;
  readonly effectiveAt: Instant | null;
  readonly endedAt: Instant | null;
}

/** A change of the running subscription's price that lies ahead. Amounts are for one term, before tax. */
export interface AnnouncedPriceChange {
  readonly id: string;
  readonly planId: "free" | "pro" | "max" | "ultra";
  readonly interval: "month" | "year";
  readonly before: Money;
  readonly after: Money;
  readonly includedUsage: Money;
  /** Dearer than now: it holds only as far as it was announced early enough. */
  readonly raise: boolean;
  /** The first renewal that has it; every renewal before keeps the present price. */
  readonly renewalAt: Instant;
  /** Last moment to cancel without ever paying it. */
  readonly cancelBy: Instant;
  /** When the mail server took the notice; null: none counts so far, and `renewalAt` holds only if one is taken now. */
  readonly noticeAcceptedAt: Instant | null;
}
