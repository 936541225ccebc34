import type { Page } from "@playwright/test";
import { policyAt } from "@tenure/core/policy";
import { expectLines, fact } from "./support/decision-sheet.ts";
import { mailsTo, mailTo } from "./support/mail.ts";
import { newCustomer, newLogin } from "./support/people.ts";
import { at } from "./support/product.ts";
import { chargesOf } from "./support/provider.ts";
import { CARDS, orderTopUp, payOnPage, payOrder } from "./support/purchases.ts";
import { PASSWORD } from "./support/session.ts";
import { signIn } from "./support/sign-up.ts";
import { expect, test } from "./support/test.ts";

/** The big figure of the credits page. */
const available = (page: Page) =>
  page.getByText("Available", { exact: true }).locator("xpath=following-sibling::*[1]");

test("a top-up of $50 brings its bonus, a receipt that verifies, and a mail", async ({ open }) => {
  const customer = await newCustomer("Frances Allen");
  const page = await open(null);

  await test.step("the amount is chosen with its bonus in view", async () => {
    await page.goto(at("dashboard", "credits"));
    await signIn(page, customer.email, PASSWORD);
    await expect(page.getByRole("heading", { name: "Credits", level: 1 })).toBeVisible();
    await expect(available(page)).toHaveAttribute("value", "$0.00");
    await page.getByRole("radio", { name: "$50.00 +5% bonus" }).check();
    await expect(page.getByLabel("Amount")).toHaveValue("50.00");
    // $50.00 and 5 % on top.
    await expect(page.getByRole("region", { name: "Top up" }).getByRole("status")).toHaveText(
      /You pay \$50\.00.* and receive \$52\.50.* in credits, \$2\.50.* of it bonus\./,
    );
    await page.getByRole("button", { name: "Review top-up" }).click();
  });

  await test.step("the review says what is charged, what it brings, and until when it can be refunded", async () => {
    await expectLines(page.getByRole("article"), [
      ["Paid credits", "$50.00"],
      ["Tax 0%", "$0.00"],
      ["Total due now", "$50.00"],
      ["Bonus credits on top (5%), not refundable", "$2.50"],
      ["Credits you receive in all", "$52.50"],
    ]);
    await expect(fact(page.locator("main"), "Refundable until")).toContainText(
      "Usage counts in every order whose refund window is open",
    );
    await expect(fact(page.locator("main"), "Bonus credits")).toContainText("not refundable");
    await page.getByRole("button", { name: "Pay $50.00" }).click();
    await expect(page.getByText("Without your consent there can be no order.").first()).toBeVisible();
    await page.getByRole("checkbox", { name: /policy, version/ }).check();
    await page.getByRole("checkbox", { name: /Charge \$50\.00/ }).check();
    await page.getByRole("button", { name: "Pay $50.00" }).click();
  });

  await test.step("paid on the provider's page, the credits are there", async () => {
    await expect(page.getByText("Credits, $50.00 + $2.50 bonus")).toBeVisible();
    await payOnPage(page);
    await expect(page.getByText("Your credits are here")).toBeVisible();
    await expect(available(page)).toHaveAttribute("value", "$52.50");
    const balance = page.locator("main dl").first();
    await expect(fact(balance, "Paid credits").locator("data")).toHaveAttribute("value", "$50.00");
    await expect(fact(balance, "Bonus credits").locator("data")).toHaveAttribute("value", "$2.50");
    const row = page.getByRole("table", { name: "Transactions" }).getByRole("row", { name: /Top-up/ });
    await expect(row).toContainText("Done");
    await expect(row).toContainText("52.50");
    await expect(row).toContainText("Visa •••• 4242");
    await row.getByRole("link", { name: /^Receipt of TOP-/ }).click();
  });

  await test.step("the receipt names order, lots and lines, and verifies on this device", async () => {
    await expect(page.getByRole("heading", { name: /^Receipt TOP-\d{4}-\d{5}$/ })).toBeVisible();
    await expectLines(page.getByRole("article"), [
      ["Payment received", "$50.00"],
      ["Paid credits added", "$50.00"],
      ["Bonus credits added", "$2.50"],
    ]);
    const lots = page.getByRole("table", { name: "Credits it opened" });
    await expect(lots.getByRole("row", { name: "Paid credits" })).toContainText("does not expire");
    await expect(lots.getByRole("row", { name: "Bonus credits" })).toContainText("2.50");
    await page.getByRole("button", { name: "Verify" }).click();
    await expect(page.getByText("The signature is valid")).toBeVisible();
  });

  await test.step("one receipt is in the mailbox", async () => {
    const mail = await mailTo(customer.email, /^Receipt TOP-/);
    expect(mail.subject).toContain("$52.50 in credits");
    expect(mail.text).toContain("Bonus credits added");
    expect(
      (await mailsTo(customer.email)).filter(({ subject }) => subject.startsWith("Receipt")),
    ).toHaveLength(1);
  });

  await test.step("R4.1, R4.2: it is asked back on its row: preview, second confirmation, refunded", async () => {
    await page.goto(at("dashboard", "credits"));
    const row = page.getByRole("table", { name: "Transactions" }).getByRole("row", { name: /Top-up/ });
    await expect(row).toContainText(/Refund window remaining 23h \d+m/);
    await row.getByRole("button", { name: /^Refund TOP-/ }).click();
    const dialog = page.getByRole("dialog");
    // $50.00, nothing used: fee 2.50, 47.50 go back. The wallet loses all 50.00, and the bonus of 2.50 ends.
    await expectLines(dialog, [
      ["Paid for top-up TOP-", "$50.00"],
      ["Credits of every kind used since then", "$0.00"],
      ["Already refunded, fees included", "$0.00"],
      ["Refundable balance", "$50.00"],
      ["Platform fee (5%)", "−$2.50"],
      ["Rounding down to what can be paid out", "$0.00"],
      ["Final amount", "$47.50"],
      ["Taken from your wallet: the refundable balance, fee included", "−$50.00"],
      ["Bonus credits of this order, which end with it", "−$2.50"],
    ]);
    await dialog.getByRole("button", { name: "Submit Refund · $47.50" }).click();
    await expect(dialog).toContainText("$50.00 leaves your credits at once.");
    await expect(dialog).toContainText("The bonus that came with this top-up ends: $2.50");
    await dialog.getByRole("button", { name: "Confirm refund · $47.50" }).click();
    await expect(dialog.getByRole("status").getByText("Refunded", { exact: true })).toBeVisible({
      timeout: 60_000,
    });
    await page.goto(at("dashboard", "credits"));
    await expect(available(page)).toHaveAttribute("value", "$0.00");
    await expect(row.getByText("Refunded", { exact: true })).toBeVisible();
    await expect(row.getByRole("button", { name: /^Refund TOP-/ })).toHaveAttribute("aria-disabled", "true");
  });
});

test("coming back before the payment is confirmed: the page waits by itself and then has the credits", {
  tag: "@deep",
}, async ({ open }) => {
  const customer = await newCustomer("Kathleen Booth");
  const order = await orderTopUp(customer, "100");
  const page = await open(customer);
  await page.goto(at("dashboard", `credits?order=${order.orderId}&checkout=done`));
  await expect(page.getByText("Waiting for the payment to be confirmed")).toBeVisible();
  await expect(page.getByText("Do not pay again.")).toBeVisible();
  await payOrder(customer, order);
  await expect(page.getByText("Your credits are here")).toBeVisible();
  // $100.00 and 10 % on top.
  await expect(available(page)).toHaveAttribute("value", "$110.00");
  await page.getByRole("button", { name: "Close" }).click();
  await expect(page.getByText("Your credits are here")).toBeHidden();
});

test("a top-up that cannot be bought says why; one that was not paid can be resumed, and is charged once", {
  tag: "@deep",
}, async ({ open }) => {
  const login = await newLogin("Jean Bartik");
  await login.api.accounts.create.mutate({
    name: "Jean Bartik",
    currency: "USD",
    timeZone: "Europe/Stockholm",
    language: "en",
    termsVersion: policyAt(new Date().toISOString()).version,
  });
  const page = await open(login);
  await page.goto(at("dashboard", "credits"));

  await test.step("amounts outside the limits are refused in words, in place", async () => {
    const refusal = page.getByText("A top-up is at least $5.00 and at most $10,000.00.");
    await page.getByLabel("Amount").fill("4.99");
    await expect(refusal).toBeVisible();
    await page.getByLabel("Amount").fill("5");
    await expect(refusal).toBeHidden();
    await page.getByLabel("Amount").fill("10,000.01");
    await expect(refusal).toBeVisible();
    await page.getByLabel("Amount").fill("12.345");
    await expect(page.getByText("more decimal places than can be charged")).toBeVisible();
    await page.getByLabel("Amount").fill("a lot");
    await expect(page.getByText("Enter an amount such as 50 or 50.25.")).toBeVisible();
    await page.getByLabel("Amount").fill("12.34");
    await page.getByRole("button", { name: "Review top-up" }).click();
  });

  await test.step("billing details are asked for where they are missing (T1.2)", async () => {
    await expect(page.getByText("Billing details are incomplete")).toBeVisible();
    await expect(page.getByRole("button", { name: /^Pay/ })).toHaveCount(0);
    await page.getByLabel("Full name").fill("Jean Bartik");
    await page.getByLabel("E-mail for invoices").fill(login.email);
    await page.getByLabel("Country").selectOption("SE");
    await page.getByLabel("Street address").fill("Storgatan 1");
    await page.getByLabel("City").fill("Stockholm");
    await page.getByLabel("Postal code").fill("111 51");
    await page.getByRole("button", { name: /^Save/ }).click();
    await page.getByRole("checkbox", { name: /policy, version/ }).check();
    await page.getByRole("checkbox", { name: /Charge \$12\.34/ }).check();
    await page.getByRole("button", { name: "Pay $12.34" }).click();
  });

  await test.step("coming back without paying charges nothing, and the row leads back", async () => {
    await page.getByTestId("cancel").click();
    await expect(page.getByText("The payment was not finished")).toBeVisible();
    const row = page.getByRole("table", { name: "Transactions" }).getByRole("row", { name: /Top-up/ });
    await expect(row).toContainText("Waiting for payment");
    await expect(available(page)).toHaveAttribute("value", "$0.00");
    await row.getByRole("link", { name: "Resume payment" }).click();
  });

  await test.step("a declined card charges nothing; the next one pays, once", async () => {
    await payOnPage(page, CARDS.declined);
    await expect(page.getByTestId("declined")).toContainText("declined");
    await payOnPage(page);
    await expect(page.getByText("Your credits are here")).toBeVisible();
    await expect(available(page)).toHaveAttribute("value", "$12.34");
    const orderId = new URL(page.url()).searchParams.get("order") ?? "";
    const charges = await chargesOf(orderId);
    expect(charges.filter(({ status }) => status === "succeeded").map(({ amount }) => amount)).toEqual([
      1234,
    ]);
  });
});
