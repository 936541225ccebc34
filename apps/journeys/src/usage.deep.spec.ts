import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { newCustomer } from "./support/people.ts";
import { at } from "./support/product.ts";
import { buyTopUp, sdkOf } from "./support/purchases.ts";
import { expect, test } from "./support/test.ts";

/** A row of a table by what its first cell says. */
const row = (page: Page, table: string, name: RegExp) =>
  page.getByRole("table", { name: table }).getByRole("row").filter({ hasText: name });

/** The text of a file that a link hands over. */
async function download(page: Page, name: string): Promise<{ name: string; text: string }> {
  const started = page.waitForEvent("download");
  await page.getByRole("link", { name }).click();
  const file = await started;
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), "utf8") };
}

test("usage is seen by model, request by request, and in a file", async ({ open }) => {
  const customer = await newCustomer("Barbara Liskov");
  const page = await open(customer);

  await test.step("before the first request the page says how it gets here", async () => {
    await page.goto(at("dashboard", "usage"));
    await expect(page.getByRole("region", { name: "Reporting a request, code" })).toBeVisible();
  });

  await buyTopUp(customer, "20.00");
  const sdk = await sdkOf(customer);
  await sdk.usage.record([
    { clientEventId: "big-1", model: "harbor-large", tokens: { inputTokens: 100_000, outputTokens: 5_000 } },
    { clientEventId: "small-1", model: "harbor-small", tokens: { inputTokens: 2_000, outputTokens: 300 } },
    { clientEventId: "small-2", model: "harbor-small", tokens: { inputTokens: 1_000, outputTokens: 200 } },
  ]);
  const { totals, groups } = await sdk.usage.summary({ grain: "day", groupBy: "model" });

  await test.step("the chart has a table beside it, and models are listed by value", async () => {
    await page.reload();
    await expect(page.getByRole("figure", { name: "Value of usage over time" })).toBeVisible();
    await page.getByText("Table", { exact: true }).click();
    // 2 + 1 requests of the small model and one of the large; 103,000 tokens in, 5,500 out.
    const today = page.getByRole("table", { name: "Usage over time" }).getByRole("row").last();
    await expect(today).toContainText("103,000 / 5,500");
    await expect(row(page, "Usage by model", /harbor-small/)).toContainText("3,000");
    expect(groups.map((group) => group.model)).toEqual(["harbor-large", "harbor-small"]);
    expect(totals.requests).toBe(3);
  });

  await test.step("the page narrows to one model, and its address says so", async () => {
    await page.getByRole("link", { name: "harbor-small" }).click();
    await expect(page).toHaveURL(/model=harbor-small/);
    await expect(page.getByText("Only harbor-small")).toBeVisible();
    await expect(row(page, "Usage by model", /harbor-large/)).toHaveCount(0);
    await page.getByRole("button", { name: "Show everything" }).click();
    await expect(row(page, "Usage by model", /harbor-large/)).toBeVisible();
  });

  await test.step("a request is found by its id and opens with everything behind it", async () => {
    await page.getByLabel("Event id").fill("big-1");
    await page.getByRole("button", { name: "Search", exact: true }).click();
    const requests = page.getByRole("table", { name: "Requests that were served" });
    await expect(requests.getByRole("row")).toHaveCount(2);
    await page.getByRole("button", { name: "Details of big-1" }).click();
    const sheet = page.getByRole("dialog", { name: "Request" });
    await expect(sheet).toContainText("100,000 input tokens");
    await expect(sheet).toContainText("Paid by credits");
    await expect(sheet).toContainText("Version 1, in force since");
    await page.keyboard.press("Escape");
    await page.getByLabel("Event id").fill("no such id");
    await page.getByRole("button", { name: "Search", exact: true }).click();
    await expect(page.getByText("1 to 128 letters")).toBeVisible();
  });

  await test.step("the requests of the period come as a file for a spreadsheet", async () => {
    const file = await download(page, "Download requests of the period (CSV)");
    expect(file.name).toMatch(/^usage-events_\d{4}-\d\d-\d\d_\d{4}-\d\d-\d\d\.csv$/);
    expect(file.text.split("\r\n")).toHaveLength(5);
    expect(file.text).toContain("small-2");
  });
});

test("a spend limit is set, declines the next request, and says so", { tag: "@deep" }, async ({ open }) => {
  const customer = await newCustomer("Radia Perlman");
  await buyTopUp(customer, "20.00");
  const page = await open(customer);

  await test.step("the owner sets it", async () => {
    await page.goto(at("dashboard", "settings/spend-limits"));
    await page.getByLabel("Per day").fill("one dollar");
    await page.getByRole("button", { name: "Save limits" }).click();
    await expect(page.getByText("An amount such as 25 or 25.50, or nothing for no limit.")).toBeVisible();
    await page.getByLabel("Per day").fill("1");
    await page.getByRole("button", { name: "Save limits" }).click();
    await expect(page.getByText("Spend limits saved", { exact: true })).toBeVisible();
    await expect(page.getByText(/\$0\.00.* of .*\$1\.00.* spent/)).toBeVisible();
  });

  await test.step("a request beyond it is declined, with the reason", async () => {
    const sdk = await sdkOf(customer);
    const declined = await sdk.usage
      .authorize({ model: "harbor-large", amount: { amount: "1.01", currency: "USD" } })
      .catch((error: unknown) => error);
    expect(declined).toMatchObject({ code: "day_limit_reached" });
    await sdk.usage.authorize({ model: "harbor-large", amount: { amount: "1.00", currency: "USD" } });
    await sdk.usage.record([
      { clientEventId: "one", model: "harbor-small", tokens: { inputTokens: 10, outputTokens: 1 } },
    ]);
    await page.goto(at("dashboard", "usage"));
    await page.getByRole("tab", { name: "Declined" }).click();
    await expect(row(page, "Requests that were declined", /daily spend limit is \$1\.00/)).toContainText(
      "raise the limit in the settings",
    );
  });
});

test("the statement adds up on the screen, on paper and in the file", async ({ open }) => {
  const customer = await newCustomer("Leslie Lamport");
  await buyTopUp(customer, "50.00");
  const sdk = await sdkOf(customer);
  await sdk.usage.record([
    { clientEventId: "one", model: "harbor-large", tokens: { inputTokens: 50_000, outputTokens: 2_000 } },
  ]);
  const statement = await customer.api.statement.get.query({ accountId: customer.accountId });
  const page = await open(customer);
  await page.goto(at("dashboard", "statement"));
  const lines = page.getByRole("table", { name: "Lines of the statement" });
  await expect(row(page, "Lines of the statement", /Top-up/)).toContainText("TOP-");
  await expect(row(page, "Lines of the statement", /Usage of the day/)).toBeVisible();
  await expect(lines.getByRole("row").last().locator("data").last()).toHaveAttribute(
    "value",
    new RegExp(statement.closing.amount.replace(".", "\\.")),
  );
  const file = await download(page, "Download (CSV)");
  expect(file.name).toBe(`statement_${statement.from}_${statement.to}.csv`);
  // The head, opening, top-up, usage, closing, and what follows the last break.
  expect(file.text.split("\r\n")).toHaveLength(6);
  expect(file.text).toContain(`,closing,,USD,,${statement.closing.amount},`);
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("link", { name: "Download (CSV)" })).toBeHidden();
  await expect(lines).toBeVisible();
});
