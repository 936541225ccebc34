import { advanceClock } from "./support/clock.ts";
import { inDatabase } from "./support/database.ts";
import { mailTo } from "./support/mail.ts";
import { newCustomer } from "./support/people.ts";
import { at } from "./support/product.ts";
import { bankSays, chargesOf } from "./support/provider.ts";
import { buyPro, CARDS, payOnPage } from "./support/purchases.ts";
import { demoAdministrator } from "./support/staff.ts";
import { expect, test } from "./support/test.ts";

test("a renewal that the bank refuses says until when the plan is kept, and is paid now at the same price", async ({
  open,
}) => {
  const customer = await newCustomer("Annie Easley");
  const order = await buyPro(customer);
  await bankSays(order.orderId, CARDS.noFunds);
  await advanceClock(customer, 1, "month");
  const page = await open(customer);
  await page.goto(at("dashboard", "subscription"));
  const renewal = page.getByRole("row", { name: /REN-/ });

  await test.step("past due: why, what is tried by itself and when, until when the plan is kept", async () => {
    await expect(page.getByText("Payment overdue")).toBeVisible();
    await expect(
      page.getByText("What the card's bank said: Your card has insufficient funds."),
    ).toBeVisible();
    await expect(page.getByText("Next try")).toBeVisible();
    // A week of grace, less the moments since.
    await expect(page.getByText(/6d 23h left/)).toBeVisible();
    await expect(renewal).toContainText("Waiting for payment");
    await expect(renewal).toContainText("card_declined, insufficient_funds");
    const mail = await mailTo(customer.email, /Pro plan could not be renewed/);
    expect(mail.text).toContain("Your card has insufficient funds. (card_declined, insufficient_funds)");
    expect(mail.text).toContain("/pay/renewals/");
  });

  await test.step("what a bank says is shown as text, whatever stands in it", async () => {
    // The simulator's banks are polite; a real one's words are somebody else's.
    await inDatabase(
      "UPDATE renewal_attempt SET provider_message = $2 WHERE account_id = $1 AND state = 'failed'",
      [customer.accountId, `<img src=x onerror="document.title='taken'"> call \u202e000 1\u202c`],
    );
    await page.reload();
    await expect(renewal).toContainText('<img src=x onerror="document.title=');
    await expect(page).not.toHaveTitle("taken");
  });

  await test.step("staff see the same: past due, and every try in the bank's own words", async () => {
    const admin = await open(demoAdministrator());
    await admin.goto(at("admin", `accounts/${customer.accountId}`));
    await expect(admin.getByText("Past due")).toBeVisible();
    await expect(admin.getByRole("table", { name: "Renewals" })).toContainText("insufficient_funds");
  });

  await test.step("paid now with any card: active again, the price unchanged, charged once", async () => {
    await page.getByRole("button", { name: "Pay $20.00" }).click();
    await payOnPage(page, CARDS.refundPending);
    await expect(page.getByText("Pro is active")).toBeVisible();
    await expect(page.getByText("Payment overdue")).toHaveCount(0);
    await expect(renewal).toContainText("Paid");
    await expect(renewal).toContainText("20.00");
    const { api, accountId } = customer;
    const { subscription } = await api.subscriptions.get.query({ accountId });
    expect(subscription).toMatchObject({
      state: "active",
      price: { amount: "20.00", currency: "USD" },
      term: { number: 2 },
    });
    const [paid] = (await api.subscriptions.renewals.query({ accountId, limit: 5 })).items;
    const charges = await chargesOf(paid?.orderId ?? "");
    expect(charges.filter(({ status }) => status === "succeeded").map(({ amount }) => amount)).toEqual([
      2000,
    ]);
    await mailTo(customer.email, /Pro was renewed/);
  });
});

test("a stolen card is not tried again; another card that is added is charged at once", async ({ open }) => {
  const customer = await newCustomer("Evelyn Boyd Granville");
  const order = await buyPro(customer);
  await bankSays(order.orderId, CARDS.stolen);
  await advanceClock(customer, 1, "month");
  const page = await open(customer);
  await page.goto(at("dashboard", "subscription"));
  await expect(page.getByText("None by itself")).toBeVisible();
  await page.goto(at("dashboard", "billing"));
  await page.getByRole("button", { name: "Add a card" }).click();
  await payOnPage(page, CARDS.refundPending);
  await expect(page.getByText("Visa •••• 7726 was added")).toBeVisible();
  await mailTo(customer.email, /Pro was renewed/);
  await page.goto(at("dashboard", "subscription"));
  await expect(page.getByText("Payment overdue")).toHaveCount(0);
  await expect(page.getByRole("row", { name: /REN-/ })).toContainText("Visa •••• 7726");
});
