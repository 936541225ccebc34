import { beforeAll, describe, expect, it } from "vitest";
import { forfeitLeftovers } from "../../src/accounts/forfeit.ts";
import { suspend, terminate } from "../../src/accounts/measures.ts";
import { systemContext } from "../../src/command/system.ts";
import { RefusedError } from "../../src/errors/app-error.ts";
import { checkLedger, isHealthy } from "../../src/ledger/check.ts";
import { previewRefund } from "../../src/refunds/preview.ts";
import { submitRefund } from "../../src/refunds/submit.ts";
import { signPreview } from "../../src/refunds/preview-token.ts";
import { subscriptionRefundFactsSchema, previewVersion, subscriptionRefund } from "@tenure/core/refunds";
import { policyByVersion } from "@tenure/core/policy";
import { grantGift } from "../../src/wallet/grant-gift.ts";
import { type Customer, type Market, openMarket } from "../support/market.ts";
import { enrol, openAccount, type Person, signUp, staff } from "../support/people.ts";

let market: Market;
let administrator: Person;
beforeAll(async () => {
  market = await openMarket();
  administrator = await staff(market, "administrator");
});

const words = {
  ground: "usage_rules" as const,
  reason: "Resold the service to others.",
  evidenceRefs: ["note 7"],
};
const byJob = (accountId: string) => systemContext("test", accountId, crypto.randomUUID());
const stateOf = async (accountId: string) =>
  (await market.database.sql<{ state: string }>("SELECT state FROM account WHERE id = $1", [accountId]))[0]
    ?.state;
const codeOf = async (work: Promise<unknown>): Promise<string> => {
  const error: unknown = await work.then(
    () => new Error("was not refused"),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof RefusedError)) throw error;
  return error.decision.refusals[0]?.code ?? "";
};
const mailTo = async ({ email }: Customer, about: RegExp) => {
  await market.runJobs();
  return market.mail.mails.filter(
    ({ recipients, parsed }) => recipients.includes(email) && about.test(parsed.subject ?? ""),
  );
};
/** An account with a gift of so many cents. */
async function withGift(cents: number, options = {}): Promise<Customer> {
  const customer = await market.customer(options);
  await market.services.runner.run(
    grantGift,
    { amount: { amount: (cents / 100).toFixed(2), currency: "USD" }, reason: "to try", expiryDays: null },
    byJob(customer.accountId),
  );
  return customer;
}
const everything = async () =>
  (
    await market.database.sql<Record<string, string>>(
      `SELECT (SELECT count(*) FROM account_measure)::text AS measures, (SELECT count(*) FROM notice)::text AS notices,
              (SELECT string_agg(state, ',' ORDER BY id) FROM account) AS states, (SELECT count(*) FROM ledger_journal)::text AS journals`,
    )
  )[0];

describe("a suspended account (T4.2)", () => {
  it("T4.2: sends no new request, settles those in flight, keeps its credits, and is told why in its own language", async () => {
    const customer = await withGift(100, { language: "zh" });
    const holdId = await customer.hold(30);
    const asked = await administrator.query("accounts.measures.preview", {
      accountId: customer.accountId,
      kind: "suspend",
      ground: words.ground,
    });
    // 30 cents are promised to the one request in flight.
    expect(asked.data).toMatchObject({
      decision: {
        outcome: "granted",
        lines: [{ key: "violation_requests_pause", amountNanos: "300000000", params: { count: "1" } }],
      },
    });
    const { data } = await administrator.mutate("accounts.measures.suspend", {
      accountId: customer.accountId,
      ...words,
    });
    expect(data).toMatchObject({ state: "suspended" });

    expect(await codeOf(customer.hold(1))).toBe("account_suspended");
    await customer.settle(holdId, 20);
    const [left] = await market.database.sql<{ left: string }>(
      "SELECT sum(balance)::text AS left FROM ledger_account WHERE account_id = $1 AND code = 'wallet.lot'",
      [customer.accountId],
    );
    // One dollar less the twenty cents that were used.
    expect(left?.left).toBe("800000000");
    const [mail] = await mailTo(customer, /已被暂停/);
    expect(mail?.parsed.text).toContain("违反使用规则");
    expect(mail?.parsed.text).toContain(words.reason);
    const [audit] = await market.database.sql(
      "SELECT actor_kind, actor_id, reason, before, after FROM audit_row WHERE account_id = $1 AND action = 'accounts.suspend'",
      [customer.accountId],
    );
    expect(audit).toEqual({
      actor_kind: "staff",
      actor_id: administrator.loginId,
      reason: words.reason,
      before: { state: "active" },
      after: { state: "suspended", ground: "usage_rules", evidenceRefs: ["note 7"] },
    });

    await administrator.mutate("accounts.measures.lift", {
      accountId: customer.accountId,
      reason: "It was somebody else.",
    });
    await customer.hold(1);
    expect(await mailTo(customer, /已恢复/)).toHaveLength(1);
    const { data: history } = await administrator.query("accounts.measures.list", {
      accountId: customer.accountId,
    });
    expect(history).toMatchObject({
      items: [{ kind: "lift", ground: null }, { kind: "suspend" }],
      actions: ["suspend"],
    });
  });

  it("T4.2: reads what happened and why, never the evidence; another account reads nothing", async () => {
    const ada = await signUp(market, "ada");
    const accountId = await openAccount(market, ada);
    await market.services.runner.run(suspend, words, byJob(accountId));
    const { data } = await ada.query("accounts.standing", { accountId });
    expect(data).toEqual({
      state: "suspended",
      code: "account_suspended",
      since: expect.any(String),
      ground: "usage_rules",
      reason: words.reason,
    });
    expect((await ada.query("accounts.measures.list", { accountId })).problem.code).toBe("forbidden");
    const bo = await signUp(market, "bo");
    await openAccount(market, bo);
    expect((await bo.query("accounts.standing", { accountId })).problem.code).toBe("not_found");
    const { data: queue } = await administrator.query("accounts.measures.suspended", { limit: 100 });
    expect((queue["items"] as { id: string }[]).map(({ id }) => id)).toContain(accountId);
    const key = await ada.mutate("partners.keys.create", { accountId, name: "new", scopes: ["usage:read"] });
    expect(key.problem.code).toBe("conflict");
  });
});

describe("a terminated account (T4.2)", () => {
  it("T4.2: loses its plan, credits and keys, keeps what it paid for them lost, and later refunds are refused", {
    tags: ["deep"],
  }, async () => {
    const customer = await withGift(500);
    const orderId = await customer.subscribe("pro");
    await market.services.runner.run(suspend, words, byJob(customer.accountId));
    await market.database.sql(
      `INSERT INTO api_key (account_id, holder_period_id, name, prefix, key_hash, scopes, expires_at)
       SELECT $1, id, 'old', 'tnr_test_x', $2, '{usage:read}', now() + interval '1 day' FROM holder_period WHERE account_id = $1`,
      [customer.accountId, crypto.randomUUID()],
    );
    const { data } = await administrator.mutate("accounts.measures.terminate", {
      accountId: customer.accountId,
      ...words,
    });
    expect(data).toMatchObject({ state: "terminated" });
    const [after] = await market.database.sql(
      `SELECT (SELECT state FROM subscription WHERE account_id = $1) AS plan,
              (SELECT sum(balance)::text FROM ledger_account WHERE account_id = $1 AND code = 'wallet.lot') AS credits,
              (SELECT count(*)::int FROM api_key WHERE account_id = $1 AND revoked_at IS NULL) AS keys`,
      [customer.accountId],
    );
    expect(after).toEqual({ plan: "ended", credits: "0", keys: 0 });
    const refund = await previewRefund(market.services, customer.as(), orderId);
    expect(refund.refusals[0]).toMatchObject({ code: "terminated_for_violation", clause: "T4.2" });
    expect(await codeOf(customer.hold(1))).toBe("account_terminated");
    expect(await mailTo(customer, /was terminated/)).toHaveLength(1);
  });

  it("T4.2: is still paid the refund it asked for in time, before the suspension", {
    tags: ["deep"],
  }, async () => {
    const customer = await market.customer();
    const orderId = await customer.subscribe("pro");
    const { services } = market;
    // A request in flight keeps the refund from settling until it has ended.
    const holdId = await customer.hold(10);
    const preview = await previewRefund(services, customer.as(), orderId);
    const facts = subscriptionRefundFactsSchema.parse(preview.facts);
    const policy = policyByVersion(preview.policyVersion);
    const effects = subscriptionRefund.effects.parse(preview.effects);
    if (policy === null || effects === null) throw new Error("the refund is not possible");
    const previewToken = signPreview(services.signer, {
      accountId: customer.accountId,
      orderId,
      previewVersion: previewVersion(facts, policy, []),
      finalNanos: effects.expected.finalNanos.toString(),
    });
    const { answer } = await services.runner.run(
      submitRefund(services.signer),
      { orderId, previewToken },
      customer.as(),
    );
    await services.runner.run(suspend, words, byJob(customer.accountId));
    await services.runner.run(terminate, words, byJob(customer.accountId));
    await customer.settle(holdId, 10);
    await services.outbox.enqueue(services.db.prisma, "refunds.advance", { refundId: answer.refundId });
    await market.runJobs();
    const [refund] = await market.database.sql<{ state: string; net: string | null }>(
      "SELECT state, net_nanos::text AS net FROM refund WHERE id = $1",
      [answer.refundId],
    );
    // $20.00 less ten cents at list price is $19.90; five per cent of it is kept: $18.905, in whole cents $18.90.
    expect(refund).toMatchObject({ net: "18900000000" });
    expect(["pending", "refunded"]).toContain(refund?.state);
  });

  it("T4.2: is never left with a debt for requests that were in flight: credits end when they have", async () => {
    const customer = await withGift(100);
    const holdId = await customer.hold(60);
    await market.services.runner.run(suspend, words, byJob(customer.accountId));
    await market.services.runner.run(terminate, words, byJob(customer.accountId));
    await forfeitLeftovers(market.services);
    await customer.settle(holdId, 60);
    await forfeitLeftovers(market.services);
    const balances = await market.database.sql(
      "SELECT code, balance::text FROM ledger_account WHERE account_id = $1 AND code LIKE 'wallet.%'",
      [customer.accountId],
    );
    expect(balances).toEqual([{ code: "wallet.lot", balance: "0" }]);
    expect(isHealthy(await checkLedger(market.services.db))).toBe(true);
  });

  it("T4.2: may have had no subscription", async () => {
    const customer = await market.customer();
    await market.services.runner.run(suspend, words, byJob(customer.accountId));
    await market.services.runner.run(terminate, words, byJob(customer.accountId));
    expect(await stateOf(customer.accountId)).toBe("terminated");
  });
});

describe("a step against an account is refused, and changes nothing,", () => {
  it.each([
    ["terminate", words, "account_not_suspended"],
    ["lift", { reason: "no need" }, "account_not_suspended"],
    ["suspend", { ...words, evidenceRefs: [] }, "validation_failed"],
    ["suspend", { ...words, reason: "  " }, "validation_failed"],
    ["suspend", { ...words, ground: "bad mood" }, "validation_failed"],
  ])("T4.2: %s with %j: %s", async (step, input, code) => {
    const { accountId } = await market.customer();
    const before = await everything();
    const { problem } = await administrator.mutate(`accounts.measures.${step}`, { accountId, ...input });
    expect(problem.code).toBe(code);
    expect(await everything()).toEqual(before);
  });

  it("T4.2: without the role, and terminating without a second factor proven just now", async () => {
    const { accountId } = await market.customer();
    const reviewer = await staff(market, "reviewer");
    const before = await everything();
    const byReviewer = await reviewer.mutate("accounts.measures.suspend", { accountId, ...words });
    expect(byReviewer.problem.code).toBe("forbidden");
    const owner = await enrol(await signUp(market, "cy"), market);
    const own = await openAccount(market, owner);
    const states = await everything();
    expect(
      (await owner.mutate("accounts.measures.lift", { accountId: own, reason: "please" })).problem.code,
    ).toBe("forbidden");
    await market.database.sql(
      "UPDATE auth_session SET stepped_up_at = now() - interval '1 hour' WHERE user_id = $1",
      [administrator.loginId],
    );
    const stale = await administrator.mutate("accounts.measures.terminate", { accountId, ...words });
    expect(stale.problem.code).toBe("step_up_required");
    await market.database.sql("UPDATE auth_session SET stepped_up_at = now() WHERE user_id = $1", [
      administrator.loginId,
    ]);
    expect((await everything())?.["measures"]).toBe(before?.["measures"]);
    expect(await everything()).toEqual(states);
  });

  it("T4.2: taken twice at once, happens once", async () => {
    const { accountId } = await market.customer();
    const both = await Promise.all(
      [1, 2].map(() => administrator.mutate("accounts.measures.suspend", { accountId, ...words })),
    );
    expect(new Set(both.map(({ problem }) => problem.code))).toEqual(
      new Set(["account_already_suspended", undefined]),
    );
    const measures = await market.database.sql("SELECT 1 FROM account_measure WHERE account_id = $1", [
      accountId,
    ]);
    expect(measures).toHaveLength(1);
  });
});
