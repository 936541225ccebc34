import type { Locator } from "@playwright/test";
import { mailTo } from "./support/mail.ts";
import { newCustomer } from "./support/people.ts";
import { at } from "./support/product.ts";
import { buyPro, sdkOf } from "./support/purchases.ts";
import { demoAdministrator } from "./support/staff.ts";
import { expect, test } from "./support/test.ts";

/**
 * Pro was paid with $20.00 and includes $40.00 of usage. Of harbor-large 2,000,000 tokens out × 15.00 per million are
 * $30.00: a quarter of the usage is left, and nearly all of the time. The smaller share counts: $5.00 are credited, and
 * Max at $100.00 costs $95.00 today.
 */
const USED_TOKENS = 2_000_000;

test("a plan is upgraded for what is left to pay, a cheaper one chosen for later and taken back", async ({
  open,
}) => {
  const customer = await newCustomer("Katherine Johnson");
  await buyPro(customer);
  const sdk = await sdkOf(customer);
  await sdk.usage.record([
    {
      clientEventId: crypto.randomUUID(),
      model: "harbor-large",
      tokens: { inputTokens: 0, outputTokens: USED_TOKENS },
    },
  ]);
  const page = await open(customer);
  await page.goto(at("dashboard", "subscription"));
  const dialog = page.getByRole("dialog");

  await test.step("the preview credits line by line what is left of Pro, and the lines add up to today's charge", async () => {
    await page.getByRole("button", { name: "Upgrade to Max" }).click();
    await expect(lineOf(dialog, "Plan Max, one month")).toHaveAttribute("value", "$100.00");
    await expect(lineOf(dialog, "Paid for the running term")).toHaveAttribute("value", "−$20.00");
    await expect(lineOf(dialog, "Used up: usage beyond")).toBeVisible();
    await expect(lineOf(dialog, "Price less credit")).toHaveAttribute("value", "$95.00");
    await expect(lineOf(dialog, "Total due now")).toHaveAttribute("value", "$95.00");
    expect(await sumAbove(dialog, "Total due now")).toBe(95_000_000_000n);
    await expect(dialog).toContainText(/and .*\$100\.00 every month from then on, until I cancel/);
  });

  await test.step("without consent nothing is charged; with it the saved card is, once", async () => {
    const upgrade = dialog.getByRole("button", { name: "Upgrade now · $95.00" });
    await upgrade.click();
    await expect(dialog.getByText("Without your consent there can be no order.").first()).toBeVisible();
    await agree(dialog);
    await upgrade.click();
    await expect(page.getByText("Max is active")).toBeVisible();
    await expect(page.getByRole("heading", { name: "Max", exact: true, level: 2 })).toBeVisible();
    const row = page.getByRole("row", { name: /Upgrade to Max, one month/ });
    await expect(row).toContainText("95.00");
    await expect(row).toContainText("Paid");
    expect((await mailTo(customer.email, /you are on Max now/)).text).toContain("$5.00");
  });

  await test.step("a cheaper plan waits for the end of the month: said before, in a banner and by mail", async () => {
    await page.getByRole("button", { name: "Change to Pro" }).click();
    await expect(lineOf(dialog, "Total due now")).toHaveAttribute("value", "$0.00");
    await expect(dialog).toContainText("Until then Max goes on as it was paid for. Nothing is given back.");
    await agree(dialog);
    await dialog.getByRole("button", { name: /^Change to Pro on / }).click();
    await expect(page.getByText(/your plan changes to Pro, by the month/)).toBeVisible();
    await mailTo(customer.email, /Your plan changes to Pro on/);
  });

  await test.step("taken back, Max renews as before", async () => {
    await page.getByRole("button", { name: "Keep Max" }).click();
    await expect(page.getByText("You stay on Max", { exact: true })).toBeVisible();
    await expect(page.getByText(/your plan changes to Pro, by the month/)).toHaveCount(0);
    await expect(page.getByRole("button", { name: "Change to Pro" })).toBeVisible();
  });

  await test.step("the administrator sees the chain of terms and what became of the change", async () => {
    const admin = await open(demoAdministrator());
    await admin.goto(at("admin", `accounts/${customer.accountId}`));
    const terms = admin.getByRole("table", { name: "Terms" });
    await expect(terms.getByRole("row", { name: /Max, one month/ })).toContainText(/Upgraded.*UPG-.*Running/);
    await expect(terms.getByRole("row", { name: /Pro, one month/ })).toContainText(
      /Bought.*Gave way to an upgrade/,
    );
    await expect(admin.getByRole("table", { name: "Changes of plan arranged for later" })).toContainText(
      "Taken back",
    );
  });

  await test.step("for a customer who writes, the administrator takes a waiting change back; the owner is told", async () => {
    await page.getByRole("button", { name: "Change to Pro" }).click();
    await agree(dialog);
    await dialog.getByRole("button", { name: /^Change to Pro on / }).click();
    await expect(page.getByText(/your plan changes to Pro, by the month/)).toBeVisible();
    const admin = await open(demoAdministrator());
    await admin.goto(at("admin", `accounts/${customer.accountId}`));
    await admin.getByRole("button", { name: "Take the change back" }).click();
    await expect(admin.getByText("The change is taken back", { exact: true })).toBeVisible();
    await expect(admin.getByRole("button", { name: "Take the change back" })).toHaveCount(0);
    await mailTo(customer.email, /You stay on Max/);
    await page.reload();
    await expect(page.getByRole("button", { name: "Change to Pro" })).toBeVisible();
    await expect(page.getByText(/your plan changes to Pro, by the month/)).toHaveCount(0);
  });
});

/** The amount of a line of the decision sheet. */
const lineOf = (dialog: Locator, label: string): Locator =>
  dialog.locator("tbody tr", { hasText: label }).first().locator("data");

/** What the lines above a sum come to, in nanos; sums on the way count for nothing. */
async function sumAbove(dialog: Locator, label: string): Promise<bigint> {
  const rows = await dialog.locator("tbody tr").evaluateAll((all) =>
    all.map((row) => ({
      label: row.querySelector("th")?.textContent ?? "",
      amount: row.querySelector("data")?.getAttribute("value") ?? "",
    })),
  );
  let sum = 0n;
  for (const row of rows) {
    if (row.label.startsWith(label)) return sum;
    if (!row.label.startsWith("Price less credit")) sum += nanosOf(row.amount);
  }
  throw new Error(`no line ${label}`);
}

function nanosOf(amount: string): bigint {
  const [whole = "0", part = ""] = amount.replaceAll(/[−$,]/g, "").split(".");
  const nanos = BigInt(whole) * 1_000_000_000n + BigInt(part.padEnd(9, "0"));
  return amount.includes("−") ? -nanos : nanos;
}

async function agree(dialog: Locator): Promise<void> {
  await dialog.getByRole("checkbox", { name: /I have read and accept the policy/ }).check();
  await dialog.getByRole("checkbox", { name: /^Charge / }).check();
}
