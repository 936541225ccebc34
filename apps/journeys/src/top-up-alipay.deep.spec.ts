import { expectLines, fact } from "./support/decision-sheet.ts";
import { mailTo } from "./support/mail.ts";
import { newCustomer } from "./support/people.ts";
import { at } from "./support/product.ts";
import { PASSWORD } from "./support/session.ts";
import { signIn } from "./support/sign-up.ts";
import { expect, test } from "./support/test.ts";

test("a top-up of $50 is paid with Alipay in yuan, at a rate that order and receipt keep (R6.3)", async ({
  open,
}) => {
  const customer = await newCustomer("Chien-Shiung Wu");
  const page = await open(null);

  await test.step("the review says what Alipay charges, and at which rate", async () => {
    await page.goto(at("dashboard", "credits/review?amount=50"));
    await signIn(page, customer.email, PASSWORD);
    await expect(page.getByText("is kept for later payments")).toBeVisible();
    await page.getByRole("radio", { name: "Alipay" }).check();
    // The sandbox's rate is 7.1234: fifty dollars are 356.17 yuan.
    await expectLines(page.getByRole("article"), [
      ["Paid credits", "$50.00"],
      ["Tax 0%", "$0.00"],
      ["Total due now", "$50.00"],
      ["Charged as CNY 356.17, at 7.1234 CNY for 1 USD", "$50.00"],
      ["Bonus credits on top (5%), not refundable", "$2.50"],
      ["Credits you receive in all", "$52.50"],
    ]);
    await expect(fact(page.locator("main"), "Rate of exchange")).toContainText("1 USD = 7.1234 CNY");
    await page.getByRole("checkbox", { name: /policy, version/ }).check();
    await page.getByRole("checkbox", { name: /Charge ¥356\.17/ }).check();
    await page.getByRole("button", { name: "Pay ¥356.17" }).click();
  });

  await test.step("paid on the wallet's page, the credits are there", async () => {
    await expect(page.getByRole("heading", { name: "Pay with Alipay" })).toBeVisible();
    await page.getByTestId("pay").click();
    await expect(page.getByText("Your credits are here")).toBeVisible();
    const row = page.getByRole("table", { name: "Transactions" }).getByRole("row", { name: /Top-up/ });
    await expect(row).toContainText("Alipay");
    await row.getByRole("link", { name: /^Receipt of TOP-/ }).click();
    await expect(fact(page.locator("main"), "Total")).toContainText("Alipay");
    await expect(fact(page.locator("main"), "Total")).toContainText("¥356.17, 1 USD = 7.1234 CNY");
    expect((await mailTo(customer.email, /^Receipt TOP-/)).text).toContain("Alipay");
  });
});
