import { mailTo } from "./support/mail.ts";
import { newCustomer } from "./support/people.ts";
import { at } from "./support/product.ts";
import { PASSWORD } from "./support/session.ts";
import { demoAdministrator } from "./support/staff.ts";
import { expect, test } from "./support/test.ts";

test("an account is suspended with its consequences shown, reads why, takes its data along, and is lifted", async ({
  open,
}) => {
  const customer = await newCustomer("Kay McNulty");
  const [admin, page] = [await open(demoAdministrator()), await open(customer)];

  await test.step("the administrator sees what follows, and says ground, reason and evidence", async () => {
    await admin.goto(at("admin", `accounts/${customer.accountId}/measures`));
    await admin.getByRole("button", { name: "Suspend…" }).click();
    const dialog = admin.getByRole("dialog");
    await expect(dialog).toContainText("Requests pause at once; promised to 0 in flight");
    await dialog.getByLabel("What happened").fill("Keys were sold to others.");
    await dialog.getByLabel("Evidence").fill("case 12");
    await dialog.getByRole("button", { name: "Suspend the account" }).click();
    await expect(admin.getByRole("table", { name: "Measures" })).toContainText("case 12");
    await admin.goto(at("admin", "accounts/suspended"));
    await expect(admin.getByRole("table", { name: "Suspended accounts" })).toContainText("Kay McNulty");
  });

  await test.step("the customer reads what happened and what still works, in the dashboard and the mail", async () => {
    await page.goto(at("dashboard", ""));
    await expect(page.getByText("This account is suspended")).toBeVisible();
    await expect(page.getByText("Keys were sold to others.")).toBeVisible();
    await expect(page.getByText("case 12")).toHaveCount(0);
    expect((await mailTo(customer.email, /was suspended/)).text).toContain("Breach of the usage rules");
  });

  await test.step("the data can still be taken along", async () => {
    await page.goto(at("dashboard", "settings/data"));
    await page.getByRole("button", { name: "Prepare a file" }).click();
    await page.getByRole("button", { name: "Download…" }).click();
    await page.getByLabel("Your password").fill(PASSWORD);
    await page.getByRole("button", { name: "Continue" }).click();
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "Download the ZIP" }).click();
    expect((await download).suggestedFilename()).toMatch(/^tenure-data-.*\.zip$/);
    await mailTo(customer.email, /is ready/);
  });

  await test.step("lifted, the banner is gone", async () => {
    await admin.goto(at("admin", `accounts/${customer.accountId}/measures`));
    await admin.getByRole("button", { name: "Lift the suspension…" }).click();
    await admin.getByLabel("Reason").fill("It was a misunderstanding.");
    await admin.getByRole("button", { name: "Lift the suspension", exact: true }).click();
    await expect(admin.getByRole("table", { name: "Measures" })).toContainText("It was a misunderstanding.");
    await page.goto(at("dashboard", ""));
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.getByText("This account is suspended")).toHaveCount(0);
  });
});
