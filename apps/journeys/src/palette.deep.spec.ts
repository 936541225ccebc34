import { newCustomer } from "./support/people.ts";
import { at } from "./support/product.ts";
import { demoAdministrator } from "./support/staff.ts";
import { expect, test } from "./support/test.ts";

test("everything is found by its name from any page, by keyboard alone", async ({ open }) => {
  const customer = await newCustomer("Ada Palette");

  await test.step("a customer goes to a page, finds nothing that is not there, and changes the look", async () => {
    const page = await open(customer);
    await page.goto(at("dashboard", ""));
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await page.keyboard.press("Control+k");
    const palette = page.getByRole("dialog", { name: "Go to or do" });
    await expect(palette.getByRole("combobox")).toBeFocused();
    await page.keyboard.type("qqq");
    await expect(palette.getByText("Nothing is called “qqq”.")).toBeVisible();
    await palette.getByRole("combobox").fill("spend lim");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/settings\/spend-limits$/);
    await expect(palette).toHaveCount(0);
    await page.keyboard.press("Control+k");
    await page.keyboard.type("dark");
    await page.keyboard.press("Enter");
    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
    await page.keyboard.press("Control+k");
    await page.keyboard.press("Escape");
    await expect(palette).toHaveCount(0);
  });

  await test.step("staff find the account by a part of its owner's address, and its parts by their names", async () => {
    const page = await open(demoAdministrator());
    await page.goto(at("admin", "jobs"));
    await page.getByRole("button", { name: "Search or go to" }).click();
    const palette = page.getByRole("dialog", { name: "Go to or do" });
    await expect(palette.getByRole("combobox")).toBeFocused();
    await page.keyboard.type(customer.email.slice(2));
    await expect(palette.getByRole("option", { name: new RegExp(customer.email) })).toBeVisible();
    await expect(palette.getByText(/^Nothing is called/)).toHaveCount(0);
    // Somebody else is typed while the answer is slow, and Enter comes before it: nobody is opened by mistake.
    await page.route("**/api/trpc/accounts.search**", async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1500));
      await route.continue();
    });
    await palette.getByRole("combobox").fill("nobody-of-this-name@");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/admin\/jobs$/);
    await palette.getByRole("combobox").fill(customer.email);
    await expect(palette.getByRole("option", { name: new RegExp(customer.email) })).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(new RegExp(`accounts/${customer.accountId}$`));
    // Its parts are offered once its page stands, and come before the pages of the same name.
    await expect(page.getByRole("navigation", { name: "Account" })).toBeVisible();
    await page.keyboard.press("Control+k");
    await page.keyboard.type("ledg");
    await expect(palette.getByRole("group", { name: "This account" }).getByRole("option")).toHaveText([
      "Ledger",
    ]);
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(new RegExp(`accounts/${customer.accountId}/ledger$`));
  });
});
