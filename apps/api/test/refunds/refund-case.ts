import { expect } from "vitest";
import type { Customer, Market } from "../support/market.ts";
import { submit } from "./door.ts";

/** A refund of a fresh customer's Pro order, submitted; its jobs wait for `market.runJobs`. */
export interface RefundCase {
  readonly customer: Customer;
  readonly orderId: string;
  readonly refundId: string;
  /** Everything that must be right about it, in words. */
  look(): Promise<{
    readonly refund: string;
    readonly leg: string | null;
    readonly failure: string | null;
    readonly subscription: string;
    /** Refunds at the provider under our reference: minor units and status. */
    readonly atStripe: readonly string[];
    readonly alerts: readonly string[];
    readonly mails: readonly string[];
    readonly journals: readonly string[];
  }>;
  /** The provider's refund of this case. */
  stripeId(): string;
  /** The job comes back, as the queue brings it. @returns what it threw, in words */
  again(): Promise<string[]>;
}

/** Buys, and submits a refund of it. $20.00 paid, nothing used: 19.00 will return. */
export async function refundCase(market: Market): Promise<RefundCase> {
  const customer = await market.customer();
  const orderId = await customer.subscribe("pro");
  const refundId = await submit(market.services, customer.as(), orderId);
  return { ...caseOf(market, customer, orderId, refundId) };
}

/** Watches a refund that is there. */
export function caseOf(market: Market, customer: Customer, orderId: string, refundId: string): RefundCase {
  const { sql } = market.database;
  const { accountId } = customer;
  const atStripe = () =>
    market.stripe.control.refunds().filter((each) => each.metadata?.["refundId"] === refundId);
  const list = async (query: string) =>
    (await sql<{ word: string }>(query, [accountId])).map((row) => row.word).sort();
  return {
    customer,
    orderId,
    refundId,
    stripeId: () => atStripe()[0]?.id ?? "none",
    async again() {
      market.jobs.push({ name: "refunds.advance", payload: { refundId } });
      return (await market.runJobs()).map(String);
    },
    async look() {
      const [row] = await sql<{
        refund: string;
        leg: string | null;
        failure: string | null;
        subscription: string;
      }>(
        `SELECT r.state AS refund, l.state AS leg, r.failure_code AS failure,
                (SELECT state FROM subscription WHERE account_id = r.account_id ORDER BY created_at DESC LIMIT 1) AS subscription
           FROM refund r LEFT JOIN refund_leg l ON l.refund_id = r.id WHERE r.id = $1`,
        [refundId],
      );
      if (row === undefined) throw new Error("no refund");
      return {
        ...row,
        atStripe: atStripe().map((each) => `${each.amount} ${each.status}`),
        alerts: await list(
          "SELECT kind AS word FROM operator_alert WHERE account_id = $1 AND resolved_at IS NULL",
        ),
        mails: (await list("SELECT kind AS word FROM notice WHERE account_id = $1")).filter((each) =>
          each.startsWith("refund"),
        ),
        journals: (await list("SELECT kind AS word FROM ledger_journal WHERE account_id = $1")).filter(
          (each) => each.startsWith("refund"),
        ),
      };
    },
  };
}

/** A refund that arrived. */
export const ARRIVED = {
  refund: "refunded",
  leg: "refunded",
  failure: null,
  subscription: "ended",
  atStripe: ["1900 succeeded"],
  alerts: [],
  mails: ["refund_completed", "refund_submitted"],
  journals: ["refund.frozen", "refund.paid"],
};

/** A refund that failed before it was paid, with the subscription back. */
export const RESTORED = {
  refund: "failed",
  leg: "failed",
  subscription: "active",
  alerts: ["refund_failed"],
  mails: ["refund_failed", "refund_submitted"],
  journals: ["refund.frozen", "refund.restored"],
};

/** Nobody knows what became of it. */
export const UNKNOWN = {
  refund: "unknown",
  leg: "unknown",
  failure: null,
  subscription: "refunding",
  alerts: [],
  mails: ["refund_submitted"],
  journals: ["refund.frozen"],
};

/** How often the provider was asked to pay this refund. */
export function timesAsked(market: Market, refundId: string): number {
  return market.stripe.control
    .requests()
    .filter((each) => each.method === "POST" && each.path === "/v1/refunds")
    .filter((each) => JSON.stringify(each.params).includes(refundId)).length;
}

/** Expects that exactly the given errors were thrown, by their names. */
export function expectThrown(errors: readonly unknown[], ...names: string[]): void {
  expect(errors.map((each) => String(each).split(":")[0])).toEqual(names);
}
