import { mailTo } from "./support/mail.ts";
import { newCustomer } from "./support/people.ts";
import { at } from "./support/product.ts";
import { sdkOf } from "./support/purchases.ts";
import { demoAdministrator } from "./support/staff.ts";
import { expect, test } from "./support/test.ts";

const REFERENCE = "Contract 2026-117";

test("a price agreement is entered by an administrator, seen and paid by its customer, and ended", async ({
  open,
}) => {
  const customer = await newCustomer("Hedy Lamarr");
  const admin = await open(demoAdministrator());
  const page = await open(customer);
  const tenure = await sdkOf(customer);
  /** What 1,000,000 tokens into harbor-small cost: 0.15 dollars at the list. */
  const cost = async () => {
    const { results } = await tenure.usage.record([
      { clientEventId: crypto.randomUUID(), model: "harbor-small", tokens: { inputTokens: 1_000_000 } },
    ]);
    const [result] = results;
    return result?.status === "recorded" ? result.event.value.amount : result?.code;
  };

  await test.step("at first the customer pays the list", async () => {
    await page.goto(at("dashboard", "prices?q=harbor-small"));
    const row = page.getByRole("row").filter({ hasText: "harbor-small" });
    await expect(row).toContainText("0.15");
    expect(await cost()).toBe("0.15");
  });

  await test.step("the administrator enters a discount of 20 % for two models", async () => {
    await admin.goto(at("admin", `accounts/${customer.accountId}/prices`));
    await admin.getByRole("button", { name: "Enter an agreement" }).click();
    const dialog = admin.getByRole("dialog");
    await dialog.getByLabel("Reference").fill(REFERENCE);
    await dialog.getByLabel("Discount off the list price").fill("20");
    await dialog.getByLabel("Models").fill("harbor-small\nharbor-large");
    await dialog.getByRole("button", { name: "Preview" }).click();
    await expect(dialog).toContainText("20% off the list price");
    await dialog.getByRole("button", { name: /^Put into force/ }).click();
    await expect(admin.getByRole("table", { name: "Price agreements" })).toContainText(REFERENCE);
  });

  await test.step("the customer gets a letter, sees the price before and after, and pays 20 % less", async () => {
    const mail = await mailTo(customer.email, /prices under agreement/);
    expect(mail.text).toContain("you pay 20% off the list price. It is about harbor-large, harbor-small");
    await page.reload();
    const row = page
      .getByRole("table", { name: "Prices", exact: true })
      .getByRole("row")
      .filter({ hasText: "harbor-small" });
    // 0.15 less a fifth is 0.12.
    await expect(row.getByRole("deletion").first()).toHaveText("0.15");
    await expect(row).toContainText("0.12");
    await expect(page.getByRole("table", { name: "Agreed prices" })).toContainText("In force");
    expect(await cost()).toBe("0.12");
    await row.getByRole("button", { name: "All prices" }).click();
    await expect(page.getByRole("dialog", { name: "harbor-small" })).toContainText("0.48");
  });

  await test.step("the request's details say how it was rated, the agreed discount in a line", async () => {
    await page.goto(at("dashboard", "usage"));
    await page.getByRole("button", { name: "Details" }).first().click();
    const request = page.getByRole("dialog", { name: "Request" });
    await expect(request).toContainText("1,000,000 at 0.15 per million");
    await expect(request).toContainText("Agreed discount of 20%");
    await expect(request).toContainText("−0.03");
  });

  await test.step("ended, the list holds again, and the customer is told", async () => {
    await admin.getByRole("button", { name: "End", exact: true }).click();
    await admin.getByLabel("Reason").fill("The contract ran out");
    await admin.getByRole("button", { name: "End it" }).click();
    await expect(admin.getByRole("table", { name: "Price agreements" })).toContainText("Ended");
    expect(await cost()).toBe("0.15");
    expect((await mailTo(customer.email, /agreement .+ ends/)).text).toContain("The contract ran out");
  });
});
