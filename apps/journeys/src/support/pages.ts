/** Both apps. */
export type App = "dashboard" | "admin";

/** Pages looked at one after the other by somebody who is signed in, or by nobody. */
export interface Tour {
  readonly title: string;
  readonly app: App;
  readonly signedIn: boolean;
  /** Routes as the router names them, without the slash in front; what follows a question mark is theirs to keep. */
  readonly pages: readonly string[];
}

/** Every page, in tours of about the same length. */
export const TOURS: readonly Tour[] = [
  {
    title: "what a customer buys and pays",
    app: "dashboard",
    signedIn: true,
    pages: [
      "",
      "subscription",
      "subscription/review/$planPriceId",
      "subscription/change/$planPriceId",
      "subscription/refund/$orderId",
      "subscription/refund/$orderId?refund=$refundId",
      "credits",
      "credits?order=$topUpOrderId&checkout=done",
      "credits/refund/$topUpOrderId",
      "credits/automatic",
      "credits/review?amount=50",
      "credits/receipts/$topUpOrderId",
      "credits/lots/$lotId",
      "billing",
      "billing/$invoiceId",
      "add-ons",
      "add-ons/$priceId",
      "gifts",
      "gifts/new",
      "redeem/$code",
      "settings/payment-methods",
    ],
  },
  {
    title: "what a customer reads and sets",
    app: "dashboard",
    signedIn: true,
    pages: [
      "usage",
      "usage?range=24h&by=key",
      "statement",
      "prices",
      "invite",
      "refunds",
      "refunds/$refundId",
      "refund-cases",
      "refund-cases/new/$orderId",
      "keys",
      "webhooks",
      "webhooks/$endpointId",
      "ownership",
      "ownership/change/new",
      "decisions",
      "decisions/$decisionId",
      "notices",
      "settings",
      "settings/profile",
      "settings/security",
      "settings/spend-limits",
      "settings/data",
      "no-such-page",
    ],
  },
  {
    title: "what anybody sees",
    app: "dashboard",
    signedIn: false,
    pages: [
      "sign-in",
      "sign-up",
      "sign-up?ref=ABCDEFGH",
      "forgot-password",
      "reset-password",
      "two-factor",
      "verify-email?email=ada@example.com",
      "cancel-before-price-change#$token",
      "ownership-invitation/$changeId",
      "policy",
    ],
  },
  {
    title: "an account as staff see it",
    app: "admin",
    signedIn: true,
    pages: [
      "accounts/$accountId",
      "accounts/$accountId/holder",
      "accounts/$accountId/subject-change",
      "accounts/$accountId/subject-change?change=$changeId",
      "accounts/$accountId/wallet",
      "accounts/$accountId/orders",
      "accounts/$accountId/refunds/$refundId",
      "accounts/$accountId/billing",
      "accounts/$accountId/add-ons",
      "accounts/$accountId/usage",
      "accounts/$accountId/prices",
      "accounts/$accountId/ledger",
      "accounts/$accountId/decisions",
      "accounts/$accountId/decisions/$decisionId",
      "accounts/$accountId/measures",
      "accounts/$accountId/notes",
      "accounts/$accountId/webhooks",
      "accounts/$accountId/notices",
      "accounts/$accountId/audit",
      "ledger/journals/$journalId",
    ],
  },
  {
    title: "the platform as staff see it",
    app: "admin",
    signedIn: true,
    pages: [
      "",
      "accounts",
      "accounts/suspended",
      "refund-cases",
      "refund-cases/$caseId",
      "subject-changes",
      "subject-changes?state=effective",
      "subject-changes/$accountId/$changeId",
      "document-reviews",
      "document-reviews/$reviewId",
      "serial-refunds",
      "reconciliations",
      "disputes",
      "ledger",
      "invoices",
      "gifts",
      "gift-subscriptions",
      "add-ons",
      "referrals",
      "distributors",
      "audit",
      "plans",
      "prices",
      "policy",
      "policy/propose",
      "policy/shadow/$shadowRunId",
      "payment-events",
      "jobs",
      "platform-keys",
      "settings",
      "settings/profile",
      "settings/security",
    ],
  },
  {
    title: "staff before they are signed in",
    app: "admin",
    signedIn: false,
    pages: ["sign-in", "two-factor"],
  },
];

/** Routes that no tour visits, each with its reason. */
export const EXCEPTED: readonly { readonly app: App; readonly route: string; readonly reason: string }[] = [
  { app: "dashboard", route: "gallery", reason: "for those who build screens; led to from nowhere" },
  {
    app: "dashboard",
    route: "refund-cases/$",
    reason: "Ada has none; looked at in the journey of refund cases",
  },
  {
    app: "dashboard",
    route: "ownership/change/$",
    reason: "Ada has none; looked at in the journey of changes of holder",
  },
  {
    app: "dashboard",
    route: "ownership-alert",
    reason: "its link stands in a mail about an application; looked at in the journey of changes of holder",
  },
];

/** A situation of the demo world that changes what a page shows. */
export interface Situation {
  readonly email: string;
  readonly name: string;
  readonly pages: readonly string[];
}

/** Each looked at where it shows. */
export const SITUATIONS: readonly Situation[] = [
  { email: "jonas@example.com", name: "a renewal past due", pages: ["", "subscription"] },
  { email: "mei@example.com", name: "a cancelled plan", pages: ["subscription"] },
  { email: "priya@example.com", name: "a downgrade that waits", pages: ["subscription"] },
  { email: "tomas@example.com", name: "a price that goes up", pages: ["subscription"] },
  { email: "emeka@example.com", name: "a distributor's plan", pages: ["subscription", "billing"] },
  { email: "nina@example.com", name: "a gift received", pages: ["gifts"] },
  { email: "lena@example.com", name: "a suspended account", pages: [""] },
  { email: "yuki@example.com", name: "a clock that was moved", pages: ["", "billing"] },
  { email: "xiaoming@example.com", name: "a question about a refund request", pages: [""] },
];
