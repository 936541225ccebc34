import { mailTo } from "./support/mail.ts";
import { newCustomer } from "./support/people.ts";
import { at, tenure } from "./support/product.ts";
import { sdkOf } from "./support/purchases.ts";
import { newStaff } from "./support/staff.ts";
import { expect, test } from "./support/test.ts";

test("credits tell their whole life: received, used by which requests, told of before they expire, expired", async ({
  open,
}) => {
  const [customer, administrator] = await Promise.all([
    newCustomer("Grace Hopper"),
    newStaff("Max Ferreira", "administrator"),
  ]);
  await administrator.api.wallet.grantGift.mutate({
    accountId: customer.accountId,
    amount: { amount: "25", currency: "USD" },
    reason: "Sorry for the outage",
    // Longer than any warning comes ahead: the mail is not to overtake the request below.
    expiryDays: 60,
  });
  // harbor-small: 1,000,000 in at 0.15 per million.
  await (await sdkOf(customer)).usage.record([
    { clientEventId: crypto.randomUUID(), model: "harbor-small", tokens: { inputTokens: 1_000_000 } },
  ]);
  await tenure("clock", "advance", customer.email, "--by", "50d");
  const page = await open(customer);

  await test.step("a quiet word on the credits page and one mail say that they expire soon", async () => {
    await page.goto(at("dashboard", "credits"));
    await expect(page.getByText("of gift credits expire on")).toContainText("$24.85");
    const mail = await mailTo(customer.email, /expire soon/);
    expect(mail.subject).toBe("$24.85 in credits expire soon");
    expect(mail.text).toContain("gift credits, until");
  });

  const life = page.getByRole("table", { name: "What happened" });
  await test.step("the lot tells what came in and what went out, and leads to the requests", async () => {
    await page.getByRole("table", { name: "Lots" }).getByRole("link", { name: "Gift credits" }).click();
    await expect(life.getByRole("row").nth(1)).toContainText("Used by requests");
    await expect(life.getByRole("row").nth(1)).toContainText("−0.15");
    await expect(life.getByRole("row").nth(1)).toContainText("24.85");
    await expect(life.getByRole("row").nth(2)).toContainText("Credits received");
    await life.getByRole("button", { name: "Requests" }).click();
    const requests = page.getByRole("dialog");
    await expect(requests).toContainText("harbor-small");
    await expect(requests).toContainText("0.15");
    await page.keyboard.press("Escape");
  });

  await test.step("after its time the lot has ended, by itself and for all to see", async () => {
    await tenure("clock", "advance", customer.email, "--by", "11d");
    await expect(async () => {
      await page.reload();
      await expect(life.getByRole("row").nth(1)).toContainText("Expired", { timeout: 2000 });
    }).toPass();
    await expect(life.getByRole("row").nth(1)).toContainText("−24.85");
    await expect(life.getByRole("row").nth(1)).toContainText("0.00");
    await page.goto(at("dashboard", "credits"));
    await expect(page.getByText("of gift credits expire on")).toBeHidden();
    await page.getByLabel("State").first().selectOption("expired");
    await expect(page.getByRole("table", { name: "Lots" })).toContainText("Sorry for the outage");
  });
});
