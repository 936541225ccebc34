import { expect, it } from "vitest";
import { ofAccount } from "../../src/db/database.ts";
import { checkLedger, isHealthy } from "../../src/ledger/check.ts";
import { previewRefund } from "../../src/refunds/preview.ts";
import { type Customer, openMarket } from "../support/market.ts";
import { staff } from "../support/people.ts";
import { topUp } from "../top-ups/till.ts";

const market = await openMarket();
const { services, database } = market;
const rita = await staff(market, "reviewer");
const sam = await staff(market, "administrator");

const usd = (amount: string) => ({ amount, currency: "USD" });
const propose = (customer: Customer, orderId: string, amount: string, more: object = {}) =>
  rita.mutate("goodwillRefunds.propose", {
    accountId: customer.accountId,
    orderId,
    amount: usd(amount),
    reason: "slow for a week",
    ...more,
  });
const idOf = (answer: { readonly data: Record<string, unknown> }) => String(answer.data["goodwillRefundId"]);
const refundsOf = (orderId: string) =>
  database.sql<{ kind: string; state: string; net: string; tax: string }>(
    "SELECT kind, state, net_nanos::text net, tax_nanos::text tax FROM refund WHERE order_id = $1 ORDER BY id",
    [orderId],
  );
const moved = (accountId: string) =>
  database.sql<{ code: string; moved: string }>(
    `SELECT a.code, sum(p.amount)::text AS moved FROM ledger_posting p JOIN ledger_account a ON a.id = p.ledger_account_id
       JOIN ledger_journal j ON j.id = p.journal_id
      WHERE j.account_id = $1 AND (a.code = 'expense.goodwill' OR a.code = 'cash.stripe') GROUP BY 1 ORDER BY 1`,
    [accountId],
  );
const mailTo = (email: string, subject: RegExp) =>
  market.mail.mails.find(
    ({ recipients, parsed }) => recipients.includes(email) && subject.test(parsed.subject ?? ""),
  )?.parsed;

it("T1.4, R7.1: one proposes, another approves, the card is paid, and plan, words and books say what it was", async () => {
  const customer = await market.customer();
  const { accountId } = customer;
  const orderId = await customer.subscribe();
  const proposed = await propose(customer, orderId, "5.00", { message: "Sorry for the slow week." });
  expect(proposed.data).toMatchObject({ state: "proposed" });
  const goodwillRefundId = idOf(proposed);
  // Nothing moves yet, and a second one waits for the first.
  expect(await refundsOf(orderId)).toEqual([]);
  expect((await propose(customer, orderId, "1.00")).problem.code).toBe("conflict");
  const alerts = () =>
    database.sql(
      "SELECT 1 FROM operator_alert WHERE kind = 'goodwill_refund_proposed' AND account_id = $1 AND resolved_at IS NULL",
      [accountId],
    );
  expect(await alerts()).toHaveLength(1);
  expect((await rita.mutate("goodwillRefunds.approve", { accountId, goodwillRefundId })).problem.code).toBe(
    "goodwill_same_person",
  );
  const answers = await Promise.all(
    [1, 2].map(() => sam.mutate("goodwillRefunds.approve", { accountId, goodwillRefundId })),
  );
  expect(
    answers.map(({ status, problem }) => (status === 200 ? "approved" : String(problem.code))).toSorted(),
  ).toEqual(["approved", "conflict"]);
  expect(await market.runJobs()).toEqual([]);
  expect(await refundsOf(orderId)).toEqual([
    { kind: "goodwill", state: "refunded", net: "5000000000", tax: "0" },
  ]);
  expect(await alerts()).toEqual([]);
  // 20.00 came in, 5.00 went out, and are our expense.
  expect(await moved(accountId)).toEqual([
    { code: "cash.stripe", moved: "15000000000" },
    { code: "expense.goodwill", moved: "5000000000" },
  ]);
  expect(isHealthy(await checkLedger(services.db))).toBe(true);
  const given = mailTo(customer.email, /out of goodwill/);
  expect(given?.subject).toMatch(/^Refund REF-\S+: \$5\.00 out of goodwill$/);
  expect(given?.text).toContain("Sorry for the slow week.");
  expect(given?.text).toContain("Your plan and your credits stay as they are.");
  expect(await database.sql("SELECT state FROM subscription WHERE account_id = $1", [accountId])).toEqual([
    { state: "active" },
  ]);
  const audit = await database.sql<{ action: string; reason: string }>(
    "SELECT action, reason FROM audit_row WHERE target_id = $1 ORDER BY recorded_at",
    [goodwillRefundId],
  );
  expect(audit).toEqual([
    { action: "goodwill_refunds.propose", reason: "slow for a week" },
    { action: "goodwill_refunds.approve", reason: "slow for a week" },
  ]);

  // R3.8: what was given counts as refunded. 20 − 0 − 5 = 15; fee 0.75; 14.25 by the rules.
  const decision = await previewRefund(services, customer.as(), orderId);
  expect(decision.effects).toMatchObject({ expected: { finalNanos: "14250000000" } });
  // 15.00 are left at the provider, and not a cent more can be given.
  expect((await propose(customer, orderId, "15.01")).problem.code).toBe("conflict");
  const preview = await rita.query("goodwillRefunds.preview", { accountId, orderId, amount: usd("15.01") });
  expect(preview.data["decision"]).toMatchObject({
    outcome: "refused",
    refusals: [{ code: "goodwill_amount_out_of_range", params: { left: "15000000000" } }],
  });
  // R2.10: what we gave is no serial refund of theirs.
  const [kin] = await database.sql<{ n: number }>(
    "SELECT refunds_of_kin($1, now() - interval '1 day', NULL, true, true, true) AS n",
    [accountId],
  );
  expect(kin?.n).toBe(0);
});

it("R3.9, R6.4: of a top-up in Chinese: credits stay, the tax in it returns; one that bounces is owed", {
  tags: ["deep"],
}, async () => {
  const customer = await market.customer({ language: "zh" });
  const { accountId } = customer;
  const { orderId } = await topUp(market, customer, "20.00");
  // 20.00 of credits were bought with 4.00 of tax on top.
  await database.sql(`UPDATE "order" SET tax_nanos = 4000000000, total_minor = 2400 WHERE id = $1`, [
    orderId,
  ]);
  await database.sql("UPDATE payment SET amount_minor = 2400 WHERE order_id = $1", [orderId]);
  const wallet = () =>
    database.sql<{ sum: string }>(
      "SELECT sum(a.balance)::text FROM credit_lot l JOIN ledger_account a ON a.id = l.ledger_account_id WHERE l.account_id = $1",
      [accountId],
    );
  const before = await wallet();
  const goodwillRefundId = idOf(await propose(customer, orderId, "5.00"));
  const approved = await sam.mutate("goodwillRefunds.approve", { accountId, goodwillRefundId });
  expect(approved.data).toMatchObject({ state: "approved" });
  await market.runJobs();
  // 4 × 5 / 24 = 0.8333…: 0.83 of tax, 4.17 ours.
  expect(await refundsOf(orderId)).toEqual([
    { kind: "goodwill", state: "refunded", net: "4170000000", tax: "830000000" },
  ]);
  expect(await wallet()).toEqual(before);
  expect(mailTo(customer.email, /善意退款/)?.text).toContain("您的套餐与额度保持不变");

  const [refund] = await database.sql<{ id: string }>("SELECT id FROM refund WHERE order_id = $1", [orderId]);
  const atStripe = market.stripe.control
    .refunds()
    .find(({ metadata }) => metadata?.["refundId"] === refund?.id);
  market.stripe.control.failRefund(atStripe?.id ?? "", "expired_or_canceled_card");
  await market.runJobs();
  expect((await refundsOf(orderId))[0]?.state).toBe("failed");
  expect(
    await database.sql(
      "SELECT balance::text FROM ledger_account WHERE account_id = $1 AND code = 'customer.owed'",
      [accountId],
    ),
  ).toEqual([{ balance: "5000000000" }]);
  expect(await wallet()).toEqual(before);
  // 24.00 less the 5.00 that are owed: 19.00 are left to give.
  expect((await propose(customer, orderId, "19.01")).problem.code).toBe("conflict");
  expect((await propose(customer, orderId, "19.00")).data).toMatchObject({ state: "proposed" });
});

it("T1.4: whoever belongs or belonged to the account neither proposes nor approves; the database knows two people", {
  tags: ["deep"],
}, async () => {
  const customer = await market.customer();
  const { accountId } = customer;
  const orderId = await customer.subscribe();
  const join = (loginId: string) =>
    database.sql(
      `INSERT INTO member (account_id, login_id, role, ended_at) VALUES ($1, $2, 'member', clock_timestamp())`,
      [accountId, loginId],
    );
  const goodwillRefundId = idOf(await propose(customer, orderId, "5.00"));
  await join(sam.loginId);
  expect((await sam.mutate("goodwillRefunds.approve", { accountId, goodwillRefundId })).problem.code).toBe(
    "goodwill_related_person",
  );
  await expect(
    database.sql(
      "UPDATE goodwill_refund SET state = 'approved', decider_id = proposer_id, decided_at = now(), decision_id = id, refund_id = id WHERE id = $1",
      [goodwillRefundId],
    ),
  ).rejects.toThrow(/goodwill_refund_two_people/);
  expect(await refundsOf(orderId)).toEqual([]);
});

it("is declined by another person and withdrawn by the one who proposed it, each with a reason; customers see none of it", {
  tags: ["deep"],
}, async () => {
  const customer = await market.customer();
  const { accountId } = customer;
  const orderId = await customer.subscribe();
  const first = idOf(await propose(customer, orderId, "5.00"));
  const close = (who: typeof rita, action: "decline" | "withdraw", goodwillRefundId: string) =>
    who.mutate(`goodwillRefunds.${action}`, { accountId, goodwillRefundId, reason: "not this time" });
  expect((await close(rita, "decline", first)).problem.code).toBe("forbidden");
  expect((await close(sam, "withdraw", first)).problem.code).toBe("forbidden");
  expect((await close(sam, "decline", first)).data).toMatchObject({ state: "declined" });
  expect((await close(sam, "decline", first)).problem.code).toBe("conflict");
  const second = idOf(await propose(customer, orderId, "6.00"));
  const listed = await rita.query("goodwillRefunds.list", { accountId });
  expect(listed.data["items"]).toMatchObject([
    { id: second, amount: usd("6.00"), proposer: { id: rita.loginId }, actions: ["withdraw"] },
    { id: first, state: "declined", decider: { id: sam.loginId }, actions: [] },
  ]);
  expect((await close(rita, "withdraw", second)).data).toMatchObject({ state: "withdrawn" });
  expect(await refundsOf(orderId)).toEqual([]);
  expect(await services.db.within(ofAccount(accountId), (tx) => tx.goodwillRefund.count())).toBe(0);
});
