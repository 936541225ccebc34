import { inDatabase } from "./support/database.ts";
import { type Customer, newCustomer } from "./support/people.ts";
import { at, control, tenure } from "./support/product.ts";
import { buyPro, orderPro, payOrder, refundComesTo, sdkOf, submitRefund } from "./support/purchases.ts";
import { expectDisabled, expectRefused, refundButton } from "./support/refusals.ts";
import { expect, test } from "./support/test.ts";

/** Moves a customer's clock, as an operator of the sandbox does. */
const moveClock = (customer: Customer, by: string) => tenure("clock", "advance", customer.email, "--by", by);

/** harbor-large: 3.00 per million tokens in. */
async function useInput(customer: Customer, inputTokens: number): Promise<void> {
  const sdk = await sdkOf(customer);
  const { recorded } = await sdk.usage.record([
    { clientEventId: crypto.randomUUID(), model: "harbor-large", tokens: { inputTokens } },
  ]);
  expect(recorded).toBe(1);
}

test("what the order or the account is refuses a refund: gift, distributor, violation, previous holder (R2.7, T1.3, T4.2, C4.9)", async ({
  open,
}) => {
  const customer = await newCustomer("Katherine Johnson");
  const order = await buyPro(customer);
  const page = await open(customer);
  const setOrder = (assignment: string) =>
    inDatabase(`UPDATE "order" SET ${assignment} WHERE id = $1`, [order.orderId]);
  const setAccount = (assignment: string) =>
    inDatabase(`UPDATE account SET ${assignment} WHERE id = $1`, [customer.accountId]);

  await test.step("a gift (R2.7), which no channel of self-service returns (R7.1)", async () => {
    // Gifts of subscriptions have no door yet: the column is there, and the rule asks it.
    await setOrder("gift = true");
    await expectRefused(page, order, [
      ["Gift subscriptions are not eligible for refunds.", "R2.7"],
      ["This payment method cannot be refunded by self-service.", "R7.1"],
    ]);
    await setOrder("gift = false");
  });

  await test.step("bought through a distributor (T1.3)", async () => {
    // App stores have no door yet.
    await setOrder("distributor = 'Example Store'");
    await expectRefused(page, order, [
      ["You bought this through Example Store; its refund policy governs.", "T1.3"],
    ]);
    await setOrder("distributor = NULL");
  });

  await test.step("the account was terminated for a violation (T4.2)", async () => {
    // Terminating an account has no door yet.
    await setAccount("state = 'terminated'");
    await expectRefused(page, order, [
      ["The account was terminated for a violation; fees paid are not refunded.", "T4.2"],
    ]);
    await setAccount("state = 'active'");
  });

  await test.step("a previous holder of the account paid (C4.9)", async () => {
    // What a change of account subject leaves, without living through one: the old period ends, and somebody else's begins.
    await inDatabase("UPDATE holder_period SET ended_at = tenure_now(account_id) WHERE account_id = $1", [
      customer.accountId,
    ]);
    await inDatabase(
      `WITH other AS (INSERT INTO subject (kind, display_name) VALUES ('individual', 'Somebody else') RETURNING id)
       INSERT INTO holder_period (id, account_id, subject_id, started_at)
       SELECT uuidv7(), p.account_id, other.id, p.ended_at FROM holder_period p, other WHERE p.account_id = $1`,
      [customer.accountId],
    );
    await expectRefused(page, order, [[/The previous holder of this account paid for this order/, "C4.9"]]);
  });
});

test("what happened to the payment refuses a refund: not paid, in progress, disputed, too late (R2.6, R2.3, R2.8, R2.1)", async ({
  open,
}) => {
  const customer = await newCustomer("Dorothy Vaughan");
  const page = await open(customer);
  const chinese = await open(customer, { locale: "zh-CN" });

  await test.step("an order that was never paid (R2.6)", async () => {
    const unpaid = await orderPro(customer);
    await moveClock(customer, "61m");
    await expect(async () => {
      await page.goto(at("dashboard", "subscription"));
      await expectDisabled(refundButton(page, unpaid.number), "This order was not paid successfully.");
    }).toPass({ timeout: 30_000 });
  });

  const order = await buyPro(customer);
  const sdk = await sdkOf(customer);

  await test.step("a refund of it is being processed (R2.3)", async () => {
    await sdk.usage.authorize({ model: "harbor-large", amount: { amount: "1", currency: "USD" } });
    const refundId = await submitRefund(customer, order.orderId);
    await expectRefused(page, order, [["A refund of this order is being processed.", "R2.3"]]);
    await customer.api.refunds.cancel.mutate({ accountId: customer.accountId, refundId });
  });

  await test.step("the bank looks into a dispute of it (R2.8)", async () => {
    const charges =
      await control<{ id: string; metadata: Record<string, string>; payment_intent: string }[]>("/charges");
    const intents = await control<{ id: string; metadata: Record<string, string> }[]>("/payment-intents");
    const intent = intents.find(({ metadata }) => Object.values(metadata).includes(order.orderId));
    const charge = charges.find(({ payment_intent }) => payment_intent === intent?.id);
    const { id } = await control<{ id: string }>(`/charges/${charge?.id}/dispute`, {});
    await expectRefused(page, order, [["A dispute of this payment is open at your bank.", "R2.8"]]);
    await control(`/disputes/${id}/win`, {});
  });

  await test.step("more than 24 hours ago (R2.1), in English and in Chinese", async () => {
    await moveClock(customer, "25h");
    await expectRefused(page, order, [[/The refund window of 24 hours closed on \d+ \w+ \d{4}/, "R2.1"]]);
    await expectRefused(chinese, order, [[/24 ?小时的退款期限已于 .+ 结束。/, "R2.1"]]);
  });
});

test("what was used refuses a refund: too little left to pay out, then nothing at all (R2.9, R2.4)", async ({
  open,
}) => {
  const customer = await newCustomer("Mary Jackson");
  const order = await buyPro(customer);
  const page = await open(customer);

  await test.step("half a cent is left, and no card takes that (R2.9)", async () => {
    // 6,665,000 × 3.00 per million = 19.995; 20 − 19.995 = 0.005, × 95 % = 0.00475, floored to cents: nothing.
    await useInput(customer, 6_665_000);
    await expectRefused(page, order, [[/The final amount would be \$0\.00/, "R2.9"]]);
  });

  await test.step("usage took more than was paid (R2.4), in English and in Chinese", async () => {
    // 335,000 × 3.00 per million = 1.005; 19.995 + 1.005 = 21, of the 40 that Pro includes.
    await useInput(customer, 335_000);
    await expectRefused(page, order, [
      ["Usage worth $21.00 has consumed everything that could be refunded.", "R2.4"],
      [/The final amount would be \$0\.00/, "R2.9"],
    ]);
    const chinese = await open(customer, { locale: "zh-CN" });
    await expectRefused(chinese, order, [
      [/价值 (US)?\$21\.00 的使用已耗尽可退金额。/, "R2.4"],
      [/最终金额为 (US)?\$0\.00/, "R2.9"],
    ]);
  });
});

test("refunds before it refuse a refund: refunded in full, then the fourth within a month goes to a person (R2.2, R2.10)", async ({
  open,
}) => {
  const customer = await newCustomer("Annie Easley");
  const page = await open(customer);
  for (const which of ["first", "second", "third"]) {
    const order = await test.step(`the ${which} is bought and refunded`, async () => {
      const bought = await orderPro(customer);
      await payOrder(customer, bought);
      await refundComesTo(customer, await submitRefund(customer, bought.orderId), "refunded");
      return bought;
    });
    if (which === "first")
      await expectRefused(page, order, [
        ["This order has already been refunded in full.", "R2.2"],
        [/The final amount would be \$0\.00/, "R2.9"],
      ]);
  }
  const fourth = await buyPro(customer);
  await page.goto(at("dashboard", `subscription/refund/${fourth.orderId}`));
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText(
    "There were 3 refunds within 30 days, so a person decides about this one.",
  );
  await expect(dialog).toContainText("R2.10");
  await expect(dialog).toContainText("A person decides");
  await expect(dialog.getByRole("button", { name: /Submit/ })).toHaveCount(0);
});
