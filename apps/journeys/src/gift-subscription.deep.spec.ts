import { mailTo } from "./support/mail.ts";
import { freshEmail, newCustomer } from "./support/people.ts";
import { at } from "./support/product.ts";
import { buyPro, payOnPage } from "./support/purchases.ts";
import { demoAdministrator } from "./support/staff.ts";
import { expect, test } from "./support/test.ts";

test("a gift is bought, arrives by mail, and is redeemed by somebody else; its refund button says why not", async ({
  open,
}) => {
  const giver = await newCustomer("Barbara Liskov");
  const friend = await newCustomer("Leslie Lamport");
  const address = freshEmail("leslie");
  const page = await open(giver);

  await test.step("the giver says what, to whom and with which words, reviews it and pays", async () => {
    await page.goto(at("dashboard", "gifts"));
    await page.getByRole("link", { name: "Give a subscription" }).click();
    await page.getByLabel("Plan", { exact: true }).selectOption({ label: "Pro, $20.00 a month" });
    await page.getByLabel("How many terms, one after the other").selectOption("3");
    await page.getByLabel("E-mail of the recipient").fill(address);
    await page.getByLabel("Your name, as the recipient reads it").fill("Barbara");
    await page.getByLabel(/^Message/).fill("For <b>Paxos</b>!");
    await page.getByRole("button", { name: "Review the gift" }).click();
    const review = page.getByRole("article");
    await expect(review).toContainText("$60.00");
    await page.getByRole("checkbox", { name: /\$60\.00 is charged once/ }).check();
    await page.getByRole("button", { name: "Pay $60.00" }).click();
    await payOnPage(page);
    await expect(page.getByText("The gift is paid")).toBeVisible();
    await expect(page.getByText("Waiting to be redeemed")).toBeVisible();
  });

  const mail = await mailTo(address, /A gift for you: the Pro plan/);
  expect(mail.text).toContain("For <b>Paxos</b>!");
  const link = /https?:\/\/\S+\/redeem\/\S+/.exec(mail.text)?.[0] ?? "";

  await test.step("the recipient follows the link, sees what it brings, and redeems it", async () => {
    const other = await open(friend);
    await other.goto(link);
    await expect(other.getByText("For <b>Paxos</b>!")).toBeVisible();
    await expect(other.getByText("Nothing is charged, then or later")).toBeVisible();
    await other.getByRole("button", { name: "Redeem the gift" }).click();
    await expect(other.getByText("Pro is yours")).toBeVisible();
    await other.goto(at("dashboard", "subscription"));
    const row = other
      .getByRole("region", { name: "Billing history" })
      .getByRole("row")
      .filter({ hasText: "GFT-" });
    await expect(row.getByRole("button", { name: /^Refund/ })).toHaveAttribute("aria-disabled", "true");
    await expect(row).toContainText("Gift subscriptions are not eligible for refunds");
  });

  await test.step("the giver is told, and staff see it", async () => {
    await mailTo(giver.email, /Your gift was redeemed/);
    await page.reload();
    await expect(page.getByText("Redeemed", { exact: true })).toBeVisible();
    const admin = await open(demoAdministrator());
    await admin.goto(at("admin", `gift-subscriptions?query=${encodeURIComponent(address)}`));
    await expect(admin.getByRole("cell", { name: address })).toBeVisible();
  });
});

test("an add-on is charged for just the amount that was agreed to", async ({ open }) => {
  const customer = await newCustomer("Frances Allen");
  await buyPro(customer);
  const page = await open(customer);
  await page.goto(at("dashboard", "add-ons"));
  await page.getByRole("link", { name: "Review Extra seat" }).click();
  await page.getByLabel("How many").fill("2");
  // Two at $10.00.
  const agree = page.getByRole("button", { name: "Agree and pay $20.00" });
  await agree.click();
  await expect(page.getByText("Without your agreement nothing is charged.")).toBeVisible();
  await page
    .getByRole("checkbox", {
      name: "Charge $20.00, tax included, once to Visa •••• 4242 for 2 × Extra seat.",
    })
    .check();
  await agree.click();
  await expect(page.getByText("2 × Extra seat is yours")).toBeVisible();
  await mailTo(customer.email, /2 × Extra seat/);
});
