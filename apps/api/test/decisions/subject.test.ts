import { policyAt } from "@tenure/core/policy";
import { previewVersion, subscriptionRefundFactsSchema } from "@tenure/core/refunds";
import { describe, expect, it } from "vitest";
import { ofAccount } from "../../src/db/database.ts";
import { numbersOf, numbersQuery } from "../../src/decisions/subject.ts";
import { RefusedError } from "../../src/errors/app-error.ts";
import { previewRefund } from "../../src/refunds/preview.ts";
import { signPreview } from "../../src/refunds/preview-token.ts";
import { submitRefund } from "../../src/refunds/submit.ts";
import { grantGift } from "../../src/wallet/grant-gift.ts";
import { type Customer, openMarket } from "../support/market.ts";
import { staff } from "../support/people.ts";

const market = await openMarket();
const reviewer = await staff(market, "reviewer");
const { services } = market;

async function refund(customer: Customer, orderId: string) {
  const { facts: known } = await previewRefund(services, customer.as(), orderId);
  const facts = subscriptionRefundFactsSchema.parse(known);
  const previewToken = signPreview(services.signer, {
    accountId: customer.accountId,
    orderId,
    previewVersion: previewVersion(facts, policyAt(facts.now), []),
    finalNanos: "0",
  });
  return services.runner.run(submitRefund(services.signer), { orderId, previewToken }, customer.as());
}

type Row = Record<string, unknown>;
const list = async (accountId: string) =>
  (await reviewer.query("decisions.list", { accountId })).data["items"] as Row[];
const shown = async (accountId: string) =>
  (await list(accountId)).map((each) => [each["kind"], each["outcome"], each["subject"], each["amount"]]);
const USD = (amount: string) => ({ amount, currency: "USD" });

const numberOf = async (table: '"order"' | "refund", accountId: string) => {
  const [row] = await market.database.sql<{ number: string }>(
    `SELECT number FROM ${table} WHERE account_id = $1`,
    [accountId],
  );
  return row?.number ?? "";
};

describe("a list of decisions", () => {
  it("says of which order or refund each is, and what it comes to", async () => {
    const customer = await market.customer();
    const orderId = await customer.subscribe("pro");
    await refund(customer, orderId);
    await market.runJobs();
    await expect(refund(customer, orderId)).rejects.toBeInstanceOf(RefusedError);
    const order = await numberOf('"order"', customer.accountId);
    const refunded = await numberOf("refund", customer.accountId);
    // Newest first. $20.00 paid, nothing used: 20.00 less 5 % is 19.00. What was refused made nothing and comes to nothing.
    expect(await shown(customer.accountId)).toEqual([
      ["refund.subscription", "refused", order, null],
      ["refund.settle", "granted", refunded, USD("19.00")],
      ["refund.subscription", "granted", refunded, USD("19.00")],
      ["order.apply_payment", "granted", order, USD("20.00")],
      ["subscription.purchase", "granted", order, USD("20.00")],
    ]);
    const [newest] = await list(customer.accountId);
    const { data } = await reviewer.query("decisions.get", {
      accountId: customer.accountId,
      decisionId: newest?.["id"],
    });
    expect([data["subject"], data["amount"]]).toEqual([order, null]);
  });

  it("names to a customer what is of their own account, and nothing of another's", async () => {
    const customer = await market.customer();
    const stranger = await market.customer();
    await customer.subscribe("pro");
    const order = await numberOf('"order"', customer.accountId);
    const decisions = (await list(customer.accountId)).map((each) => ({
      id: String(each["id"]),
      orderId: null,
    }));
    const seenBy = (accountId: string) =>
      services.db.within(ofAccount(accountId), async (tx) => [...(await numbersOf(tx, decisions)).values()]);
    // The purchase and the payment.
    expect(await seenBy(customer.accountId)).toEqual([order, order]);
    expect(await seenBy(stranger.accountId)).toEqual([]);
  });

  it("leaves the number of a decision open that is about no order, and the amount where its sum is a balance", async () => {
    const customer = await market.customer();
    await services.runner.run(
      grantGift,
      { amount: { amount: "12.50", currency: "USD" }, reason: "thank you", expiryDays: 30 },
      { ...customer.as(), actor: { kind: "staff", id: reviewer.loginId }, asPlatform: true },
    );
    expect(await shown(customer.accountId)).toEqual([["wallet.grant_gift", "granted", null, null]]);
  });

  it("finds the numbers by index under row security, whatever lies in the tables", async () => {
    const customer = await market.customer();
    const plan = await services.db.within(ofAccount(customer.accountId), async (tx) => {
      // What can be done without reading a table is done without it; what cannot shows a scan that has no condition.
      for (const way of ["seqscan", "bitmapscan", "hashjoin", "mergejoin"])
        await tx.$executeRawUnsafe(`SET LOCAL enable_${way} = off`);
      return tx.$queryRaw<
        { "QUERY PLAN": { Plan: PlanNode }[] }[]
      >`EXPLAIN (FORMAT JSON) ${numbersQuery([{ id: customer.accountId, orderId: null }])}`;
    });
    const scans = plan.flatMap((row) => row["QUERY PLAN"]).flatMap(({ Plan }) => scansIn(Plan));
    expect([...new Set(scans.map((scan) => scan["Relation Name"] ?? ""))].toSorted()).toEqual([
      "command_record",
      "decision",
      "order",
      "refund",
      "refund_case",
      "renewal",
      "renewal_attempt",
    ]);
    expect(scans.filter((scan) => scan["Index Cond"] === undefined)).toEqual([]);
  });
});

interface PlanNode {
  readonly "Relation Name"?: string;
  readonly "Index Cond"?: string;
  readonly Plans?: readonly PlanNode[];
}

const scansIn = (node: PlanNode): PlanNode[] => [
  ...(node["Relation Name"] === undefined ? [] : [node]),
  ...(node.Plans ?? []).flatMap(scansIn),
];
