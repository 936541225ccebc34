import { type AutoTopUpResource, autoTopUpResource } from "./resources/auto-top-up.ts";
import { type AddOnsResource, addOnsResource, type GiftsResource, giftsResource } from "./resources/gifts.ts";
import {
  type LotsResource,
  lotsResource,
  type ReferralsResource,
  referralsResource,
} from "./resources/lots.ts";
import {
  type DecisionsResource,
  decisionsResource,
  type RefundsResource,
  refundsResource,
  type SubscriptionResource,
  subscriptionResource,
  type WalletResource,
  walletResource,
} from "./resources/money.ts";
import {
  invoicesResource,
  type InvoicesResource,
  paymentMethodsResource,
  type PaymentMethodsResource,
} from "./resources/invoices.ts";
import {
  type ModelsResource,
  modelsResource,
  type PlansResource,
  plansResource,
} from "./resources/catalog.ts";
import { type PricesResource, pricesResource } from "./resources/prices.ts";
import {
  type SpendLimitsResource,
  spendLimitsResource,
  type StatementResource,
  statementResource,
  type UsageReportsResource,
  usageReportsResource,
} from "./resources/reports.ts";
import { type RefundCasesResource, refundCasesResource } from "./resources/refund-cases.ts";
import { type SandboxResource, sandboxResource } from "./resources/sandbox.ts";
import { type SubjectChangesResource, subjectChangesResource } from "./resources/subject-changes.ts";
import { type TimelineResource, timelineResource } from "./resources/timeline.ts";
import {
  type OrdersResource,
  ordersResource,
  type TopUpsResource,
  topUpsResource,
  type TransactionsResource,
  transactionsResource,
} from "./resources/top-ups.ts";
import { type UsageResource, usageResource } from "./resources/usage.ts";
import { type WebhookEndpointsResource, webhookEndpointsResource } from "./resources/webhook-endpoints.ts";
import { createSend } from "./transport.ts";

/** How to reach Tenure. */
export interface TenureOptions {
  /**
   * A key of the account, `tnr_…`, or the platform's own, `tnp_…`. It is a secret of your servers. Without one the client
   * asks for what everybody may know, `plans` and `models`: that is for web pages.
   */
  readonly apiKey?: string;
  /** The account that a platform key acts on; an account's key needs none. */
  readonly accountId?: string;
  /** Where Tenure is, `https://billing.example.com`. */
  readonly baseUrl: string;
  /** Another `fetch`, for proxies and tests. */
  readonly fetch?: typeof fetch;
  /** Longest wait for one attempt, 30 seconds without it. */
  readonly timeoutMs?: number;
  /** Further attempts after connection errors, 429 and 5xx; 2 without it. */
  readonly maxRetries?: number;
}

const TIMEOUT_MS = 30_000;
const MAX_RETRIES = 2;

/** Whether this runs in a page of a browser: workers on servers have no document. */
const isWebPage = (): boolean => {
  const { window, document } = globalThis as { window?: unknown; document?: { createElement?: unknown } };
  return window !== undefined && typeof document?.createElement === "function";
};

/** A client of one account. It holds no state but its settings; make one and share it. */
export class Tenure {
  readonly #options: TenureOptions;
  readonly usage: UsageResource & UsageReportsResource;
  readonly wallet: WalletResource;
  readonly subscription: SubscriptionResource;
  readonly topUps: TopUpsResource;
  readonly autoTopUp: AutoTopUpResource;
  readonly transactions: TransactionsResource;
  readonly orders: OrdersResource;
  readonly invoices: InvoicesResource;
  readonly paymentMethods: PaymentMethodsResource;
  readonly refunds: RefundsResource;
  readonly refundCases: RefundCasesResource;
  readonly decisions: DecisionsResource;
  /** What is on sale; needs no key. */
  readonly plans: PlansResource;
  /** Models with their list prices; needs no key. */
  readonly models: ModelsResource;
  readonly prices: PricesResource;
  readonly statement: StatementResource;
  readonly spendLimits: SpendLimitsResource;
  readonly lots: LotsResource;
  readonly referrals: ReferralsResource;
  readonly gifts: GiftsResource;
  readonly addOns: AddOnsResource;
  readonly subjectChanges: SubjectChangesResource;
  readonly timeline: TimelineResource;
  readonly webhookEndpoints: WebhookEndpointsResource;
  readonly sandbox: SandboxResource;

  /** @throws TypeError when a setting cannot work */
  constructor(options: TenureOptions) {
    if (options.apiKey === "") throw new TypeError("apiKey is empty");
    if (options.apiKey !== undefined && isWebPage())
      throw new TypeError(
        "apiKey is a secret and this is a web page, which everybody can read: leave it out",
      );
    const { protocol } = new URL(options.baseUrl);
    if (protocol !== "https:" && protocol !== "http:") throw new TypeError("baseUrl is not an http address");
    const maxRetries = options.maxRetries ?? MAX_RETRIES;
    if (!Number.isInteger(maxRetries) || maxRetries < 0) throw new TypeError("maxRetries is not a count");
    const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
    if (!(timeoutMs > 0)) throw new TypeError("timeoutMs is not positive");
    this.#options = options;
    const send = createSend({
      apiKey: options.apiKey ?? null,
      accountId: options.accountId ?? null,
      baseUrl: options.baseUrl.replace(/\/+$/, ""),
      // Called as a bare function: browsers refuse fetch as a method of another object.
      fetch: options.fetch ?? ((input, init) => fetch(input, init)),
      timeoutMs,
      maxRetries,
    });
    this.usage = { ...usageResource(send), ...usageReportsResource(send) };
    this.wallet = walletResource(send);
    this.subscription = subscriptionResource(send);
    this.topUps = topUpsResource(send);
    this.autoTopUp = autoTopUpResource(send);
    this.transactions = transactionsResource(send);
    this.orders = ordersResource(send);
    this.invoices = invoicesResource(send);
    this.paymentMethods = paymentMethodsResource(send);
    this.refunds = refundsResource(send);
    this.refundCases = refundCasesResource(send);
    this.decisions = decisionsResource(send);
    this.plans = plansResource(send);
    this.models = modelsResource(send);
    this.prices = pricesResource(send);
    this.statement = statementResource(send);
    this.spendLimits = spendLimitsResource(send);
    this.lots = lotsResource(send);
    this.referrals = referralsResource(send);
    this.gifts = giftsResource(send);
    this.addOns = addOnsResource(send);
    this.subjectChanges = subjectChangesResource(send);
    this.timeline = timelineResource(send);
    this.webhookEndpoints = webhookEndpointsResource(send);
    this.sandbox = sandboxResource(send);
  }

  /** The same client for another account: with a platform key, one for each request that a gateway serves. */
  forAccount(accountId: string): Tenure {
    return new Tenure({ ...this.#options, accountId });
  }
}
