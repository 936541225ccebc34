import { readFile } from "node:fs/promises";
import type { Locator } from "@playwright/test";
import { newCustomer } from "./support/people.ts";
import { at, tenure } from "./support/product.ts";
import { buyPro, buyTopUp, sdkOf } from "./support/purchases.ts";
import { newStaff } from "./support/staff.ts";
import { expect, test } from "./support/test.ts";

test("staff read an account's books: what it holds, every movement with its sides, the decision and batch behind it", async ({
  open,
}) => {
  const [customer, rin] = await Promise.all([
    newCustomer("Luca Pacioli", { timeZone: "Europe/Rome" }),
    newStaff("Rin Okafor", "reviewer"),
  ]);
  const page = await open(rin);
  const books = at("admin", `accounts/${customer.accountId}/ledger`);
  const movements = page.getByRole("table", { name: "Movements" }).first();
  /** A movement's row, by the code of its kind. */
  const row = (kind: string): Locator =>
    page.getByRole("row").filter({ has: page.getByText(kind, { exact: true }) });

  await test.step("before anything moved, the page says so", async () => {
    await page.goto(books);
    await expect(page.getByRole("heading", { name: "Luca Pacioli" })).toBeVisible();
    await expect(page.getByText("No money of this account has moved yet.")).toHaveCount(2);
  });

  await test.step("a top-up, a subscription and usage are there with all their sides and a running balance", async () => {
    await buyTopUp(customer, "50");
    // harbor-small: 1,000,000 in at 0.15 per million.
    await (await sdkOf(customer)).usage.record([
      { clientEventId: crypto.randomUUID(), model: "harbor-small", tokens: { inputTokens: 1_000_000 } },
    ]);
    await buyPro(customer);
    await page.reload();
    await expect(row("payment.captured")).toContainText("subscription.paid");
    await expect(row("usage.burned").getByText("revenue.usage")).toBeVisible();
    await expect(row("usage.burned").locator("data[value='$0.15']")).not.toHaveCount(0);
    await expect(row("top_up.paid")).toContainText("cash.stripe");
    // Newest first: the subscription moved no credits, usage took 0.15 of what the top-up had brought.
    await expect(row("top_up.paid").locator("data[value='$50.00']").first()).toBeVisible();
    const accounts = page.getByRole("table", { name: "Ledger accounts" });
    await expect(accounts.getByRole("row", { name: /subscription\.paid/ })).toContainText("20.00");
  });

  await test.step("the list is narrowed by kind and by day, and the address can be passed on", async () => {
    await page.getByLabel("Kind").selectOption("top_up.paid");
    await page.getByRole("button", { name: "Filter" }).click();
    await expect(page).toHaveURL(/kind=top_up\.paid/);
    await expect(row("top_up.paid")).toBeVisible();
    await expect(row("payment.captured")).toHaveCount(0);
    await page.getByLabel("To", { exact: true }).fill("2026-01-01");
    await page.getByRole("button", { name: "Filter" }).click();
    await expect(page.getByText("No movement matches.")).toBeVisible();
    await page.getByRole("button", { name: "Show everything" }).click();
    await expect(movements).toBeVisible();
  });

  await test.step("a movement leads to the decision behind it, and has a page of its own that is found by its id", async () => {
    await row("top_up.paid").getByRole("link", { name: "Decision" }).click();
    await expect(page).toHaveURL(/\/decisions\/[0-9a-f-]{36}$/);
    await page.goBack();
    await row("usage.burned").getByRole("link", { name: "Usage paid from credits" }).click();
    await expect(page.getByRole("heading", { name: "Usage paid from credits", level: 1 })).toBeVisible();
    const id = new URL(page.url()).pathname.split("/").at(-1) ?? "";
    await page.getByRole("link", { name: "Ledger", exact: true }).last().click();
    await page.getByRole("textbox", { name: "Journal id" }).fill(id);
    await page.getByRole("button", { name: "Show movement" }).click();
    await expect(page).toHaveURL(new RegExp(`${id}$`));
    await expect(page.getByRole("table", { name: "Postings" })).toContainText("revenue.usage");
  });

  await test.step("the platform's trial balance has two equal sides, and its journals are a file that adds up", async () => {
    await page.goto(at("admin", "ledger"));
    await expect(page.getByText(/^Both sides moved/)).toBeVisible();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Download journals" }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^journals_.*_effective\.csv$/);
    const text = await readFile(await download.path(), "utf8");
    expect(text.split("\r\n")[0]).toMatch(/^journal_id,kind,effective_at/);
    expect(text).toContain(customer.accountId);
    expect(await tenure("ledger", "check")).toContain("The ledger adds up");
  });

  await test.step("a month that still runs cannot be closed, and a reviewer closes none", async () => {
    const months = page.getByRole("table", { name: "Months" });
    await expect(months.getByRole("row").nth(1)).toContainText("Month not over");
    await expect(months.getByRole("row").nth(1).getByRole("button")).toHaveCount(0);
    for (const close of await page.getByRole("button", { name: /^Close / }).all())
      await expect(close).toHaveAccessibleDescription("Only an administrator may do this.");
  });
});
