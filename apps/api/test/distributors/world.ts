import { createHash } from "node:crypto";
import { seedPlans } from "../../src/catalog/seed-plans.ts";
import { applyDistributorEvent } from "../../src/distributors/apply-event.ts";
import { signatureOf } from "../../src/distributors/signature.ts";
import { openTestAccount } from "../support/account.ts";
import { testApp, type TestApp } from "../support/app.ts";
import { type Person, staff } from "../support/people.ts";

const DAY_MS = 86_400_000;

/** The product with one registered distributor, `appstore`, that sells Max by the month. */
export interface DistributorWorld extends TestApp {
  readonly administrator: Person;
  readonly secret: string;
  /** Sends a notification as the distributor does. */
  send(
    event: object,
    options?: {
      readonly secret?: string;
      readonly atMs?: number;
      readonly name?: string;
      readonly signature?: string;
    },
  ): Promise<{ readonly status: number; readonly body: Record<string, unknown> }>;
  /** Runs the jobs that notifications left. */
  drain(): Promise<void>;
  account(): Promise<string>;
  /** What an account has of a purchase, without its ids. */
  outcome(accountId: string): Promise<unknown>;
}

/** Opens it. */
export async function distributorWorld(): Promise<DistributorWorld> {
  const test = await testApp();
  await seedPlans(test.services.runner);
  const administrator = await staff(test, "administrator");
  const { data } = await administrator.mutate("distributors.save", {
    name: "appstore",
    title: "App Store",
    cancelLink: "https://store.example/subscriptions",
    refundLink: "https://store.example/refunds",
    billingLink: "https://store.example/payment",
  });
  await administrator.mutate("distributors.mapProduct", {
    distributor: "appstore",
    productId: "max.monthly",
    planId: "max",
    interval: "month",
  });
  const secret = String(data["secret"]);
  return {
    ...test,
    administrator,
    secret,
    async send(event, { secret: by = secret, atMs = Date.now(), name = "appstore", signature } = {}) {
      const body = Buffer.from(JSON.stringify({ api_version: "1.0", event }));
      const response = await test.app.inject({
        method: "POST",
        url: `/v1/distributors/${name}/notifications`,
        headers: {
          "content-type": "application/json",
          "tenure-signature": signature ?? signatureOf(by, body, atMs),
        },
        payload: body,
      });
      return { status: response.statusCode, body: response.json() };
    },
    async drain() {
      for (const job of test.jobs.splice(0))
        if (job.name === "distributors.apply_event")
          await applyDistributorEvent(test.services, job.payload as { distributorEventId: string });
    },
    account: async () => (await openTestAccount(test.database)).accountId,
    async outcome(accountId) {
      const [row] = await test.database.sql<{ outcome: unknown }>(
        `SELECT json_agg(json_build_object('plan', s.plan_id, 'state', s.state, 'ended', s.ended_at, 'canceled', s.canceled_at,
           'last', s.last_term_number, 'terms', (SELECT json_agg(json_build_array(t.number, t.starts_at, t.ends_at) ORDER BY t.number)
             FROM term t WHERE t.subscription_id = s.id)) ORDER BY s.created_at) AS outcome
           FROM subscription s WHERE s.account_id = $1`,
        [accountId],
      );
      return row?.outcome ?? null;
    },
  };
}

/** Events of one purchase of Max that began so many days ago; ids are of that purchase. */
export function purchase(accountId: string, purchaseId: string, startedMs: number) {
  const month = (number: number) => startedMs + number * 30 * DAY_MS;
  const id = (name: string) => createHash("sha256").update(`${purchaseId}${name}`).digest("hex").slice(0, 24);
  const head = (name: string, atMs: number) => ({
    id: id(name),
    event_timestamp_ms: atMs,
    original_transaction_id: purchaseId,
    app_user_id: accountId,
  });
  const paid = (number: number) => ({
    product_id: "max.monthly",
    renewal_number: number,
    purchased_at_ms: month(number),
    expiration_at_ms: month(number + 1),
  });
  return {
    month,
    bought: { type: "INITIAL_PURCHASE", ...head("bought", startedMs), ...paid(0) },
    renewed: (number: number) => ({
      type: "RENEWAL",
      ...head(`renewed-${number}`, month(number)),
      ...paid(number),
    }),
    cancelled: (atMs: number) => ({ type: "CANCELLATION", ...head(`cancelled-${atMs}`, atMs) }),
    uncancelled: (atMs: number) => ({ type: "UNCANCELLATION", ...head(`uncancelled-${atMs}`, atMs) }),
    unpaid: (atMs: number) => ({ type: "BILLING_ISSUE", ...head(`unpaid-${atMs}`, atMs) }),
    expired: (atMs: number) => ({
      type: "EXPIRATION",
      ...head(`expired-${atMs}`, atMs),
      expiration_at_ms: atMs,
    }),
    refunded: (number: number, atMs: number) => ({
      type: "REFUND",
      ...head(`refunded-${number}`, atMs),
      renewal_number: number,
    }),
    handedTo: (other: string, atMs: number) => ({
      type: "TRANSFER",
      id: id(`handed-${atMs}`),
      event_timestamp_ms: atMs,
      original_transaction_id: purchaseId,
      transferred_from: [accountId],
      transferred_to: [other],
    }),
  } satisfies Record<string, unknown> & { bought: object };
}
