import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { type PublicKey, type Signed, verify } from "@tenure/core/decision";
import { Tenure } from "@tenure/sdk";
import { expectLines, fact } from "./support/decision-sheet.ts";
import { mailTo } from "./support/mail.ts";
import { at, productUrl } from "./support/product.ts";
import { payOnPage } from "./support/purchases.ts";
import { signUp } from "./support/sign-up.ts";
import { demoAdministrator } from "./support/staff.ts";
import { expect, test } from "./support/test.ts";

/**
 * Worked out by hand, from the demo price list (USD per million tokens): harbor-large 3.00 in, 0.30 in from cache,
 * 15.00 out; harbor-small 0.15 in.
 *
 * Served before the refund:
 *   harbor-large  150,000 in (200,000 less 50,000 cached) × 3.00 = 0.45
 *                  50,000 from cache                      × 0.30 = 0.015
 *                  20,000 out                             × 15.00 = 0.30      together 0.765
 *   harbor-small 1,234,567 in                             × 0.15 = 0.18518505
 *   usage                                                                   = 0.95018505
 * In flight: 0.60 promised.
 *
 * Preview: paid 20 − usage 0.95018505 = balance 19.04981495
 *   fee 5 % = 0.9524907475, floored to nanos                     0.952490747
 *   net 95 % = 18.0973242025, floored to cents                  18.09
 *   remainder 19.04981495 − 0.952490747 − 18.09                  0.007324203
 *   floor: 19.04981495 − 0.60 = 18.44981495, × 95 % = 17.5273242025 → 17.52
 *
 * The request in flight then used 80,000 in × 3.00 + 10,000 out × 15.00 = 0.24 + 0.15 = 0.39.
 *
 * Settled: usage 1.34018505, balance 18.65981495
 *   fee 5 % = 0.9329907475 →                                     0.932990747
 *   net 95 % = 17.7268242025 →                                  17.72
 *   remainder 18.65981495 − 0.932990747 − 17.72                  0.006824203
 *   difference to the preview: 17.72 − 18.09 = −0.37
 */
const PREVIEW = [
  ["Total paid for Pro", "$20.00"],
  ["Usage of this term, at list price", "−$0.95018505"],
  ["Already refunded, fees included", "$0.00"],
  ["Refundable balance", "$19.04981495"],
  ["Platform fee (5%)", "−$0.952490747"],
  ["Rounding down to what can be paid out", "−$0.007324203"],
  ["Final amount", "$18.09"],
  ["Expected, if the requests still running use nothing more", "$18.09"],
  ["At least, if they use all that is held for them", "$17.52"],
] as const;

const SETTLED = [
  ["Total paid for Pro", "$20.00"],
  ["Usage of this term, at list price", "−$1.34018505"],
  ["Already refunded, fees included", "$0.00"],
  ["Refundable balance", "$18.65981495"],
  ["Platform fee (5%)", "−$0.932990747"],
  ["Rounding down to what can be paid out", "−$0.006824203"],
  ["Final amount", "$17.72"],
  ["Expected when submitted", "$18.09"],
  ["Difference: requests that were still running when you submitted", "−$0.37"],
] as const;

test("from sign-up to the money on its way back: what is promised, shown, signed and mailed is one amount", async ({
  page,
  open,
}) => {
  const email = await signUp(page, "Ada Lovelace", "Asia/Tokyo");

  await test.step("billing details are asked for once, then Pro is chosen", async () => {
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Subscription" }).click();
    await page.getByRole("button", { name: "Choose Pro" }).click();
    await fillBilling(page);
  });

  await test.step("the review names amount, tax, term, renewal, cancel-by, refund window and consents", () =>
    review(page));

  await test.step("the hosted page is paid and the plan is active", async () => {
    await page.getByRole("button", { name: "Pay $20.00" }).click();
    await expect(page.getByTestId("amount")).toHaveText("$20.00");
    await payOnPage(page);
    await expect(page.getByText("Pro is active")).toBeVisible();
    await expect(page.getByRole("heading", { name: "Pro", exact: true, level: 2 })).toBeVisible();
  });

  const { hold, tenure } =
    await test.step("a key of the account reports usage, one request stays in flight", async () => {
      const sdk = new Tenure({ apiKey: await createKey(page), baseUrl: productUrl() });
      return { hold: await use(sdk), tenure: sdk };
    });

  await test.step("the refund is previewed line by line, with its window, floor and expected amount", async () => {
    await page.goto(at("dashboard", "subscription"));
    await page.getByRole("button", { name: /^Refund SUB-/ }).click();
    const dialog = page.getByRole("dialog");
    await expectLines(dialog, PREVIEW);
    await expect(dialog).toContainText(/Refund window remaining 23h \d+m/);
    await expect(dialog).toContainText(/1 request in flight: at least \$17\.52.*expected \$18\.09/);
    await dialog.getByRole("button", { name: "Submit Refund · $18.09" }).click();
    await expect(dialog.getByRole("heading", { name: "Submit this refund?" })).toBeVisible();
    await expect(dialog).toContainText("$18.09");
    await expect(dialog).toContainText("$17.52");
    await dialog.getByRole("button", { name: "Confirm refund · $18.09" }).click();
  });

  const { refund, receipt } =
    await test.step("it drains, settles what really ran, and is refunded", async () => {
      const dialog = page.getByRole("dialog");
      await expect(dialog).toContainText("Waiting for 1 request that was running when you submitted.");
      await expect(page.getByText("Refunding (1–3 business days)").first()).toBeAttached();
      await tenure.usage.settle(hold, { tokens: { inputTokens: 80_000, outputTokens: 10_000 } });
      await expect(dialog.getByRole("status").getByText("Refunded", { exact: true })).toBeVisible({
        timeout: 30_000,
      });
      await expectLines(dialog, SETTLED);
      const number =
        (await dialog.getByRole("article").getByRole("heading").innerText()).match(/REF-\d+-\d+/)?.[0] ?? "";
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        dialog.getByRole("button", { name: "Download signed receipt" }).click(),
      ]);
      expect(download.suggestedFilename()).toBe(`${number}.receipt.json`);
      await dialog.getByRole("button", { name: "Verify" }).click();
      await expect(dialog.getByText("The signature is valid")).toBeVisible();
      return { refund: number, receipt: await readFile(await download.path(), "utf8") };
    });

  await test.step("the plan is Free, the row says Refunded, the mail says the same amount", async () => {
    await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();
    await expect(page.getByRole("heading", { name: "Free", exact: true, level: 2 })).toBeVisible();
    await expect(page.getByRole("link", { name: "Refunded", exact: true })).toBeVisible();
    const mail = await mailTo(email, /on its way/);
    expect(mail.subject).toBe(`Refund ${refund}: $17.72 on its way`);
    expect(mail.text).toContain("−$1.34018505");
  });

  await test.step("the administrator sees the same lines and amounts", async () => {
    const admin = await open(demoAdministrator());
    await admin.goto(at("admin", `accounts?q=${encodeURIComponent(email)}`));
    await admin.getByRole("link", { name: "Ada Lovelace" }).click();
    await admin.getByRole("link", { name: "Orders & refunds" }).click();
    await admin.getByRole("link", { name: refund }).click();
    await expectLines(admin.getByRole("article"), SETTLED);
  });

  await test.step("the receipt verifies offline, and no longer with one character changed", async () => {
    const { keys } = (await (await fetch(`${productUrl()}/.well-known/tenure-keys.json`)).json()) as {
      keys: PublicKey[];
    };
    const check = (text: string) => verify(JSON.parse(text) as Signed, "tenure.decision.v1", keys);
    expect(check(receipt)).toMatchObject({ valid: true });
    expect(receipt).toContain("17720000000");
    expect(check(receipt.replace("17720000000", "17720000001"))).toMatchObject({ valid: false });
  });
});

/** Fills the billing details (T1.2), after trying without them. */
async function fillBilling(page: Page): Promise<void> {
  await expect(page.getByText(/Billing details are incomplete/)).toBeVisible();
  await page.getByLabel("Full name").fill("Ada Lovelace");
  await page.getByLabel("E-mail for invoices").fill("invoices@example.com");
  await page.getByLabel("Address").fill("1 St James Square");
  await page.getByLabel("City").fill("London");
  await page.getByLabel("Postal code").fill("SW1Y 4JU");
  await page.getByLabel("Country or region").selectOption("GB");
  await page.getByRole("button", { name: "Save billing details" }).click();
}

/** Reads the review step (T1.4) against the calendar, then gives the consents. */
async function review(page: Page): Promise<void> {
  const main = page.getByRole("main");
  await expectLines(main.getByRole("article"), [
    ["Plan Pro, one month", "$20.00"],
    ["Tax 0%", "$0.00"],
    ["Total due now", "$20.00"],
    ["Usage included, at list price", "$40.00"],
  ]);
  await expect(main).toContainText("in the zone Asia/Tokyo");
  const instantOf = async (label: string) =>
    (await fact(main, label).getByRole("time").last().getAttribute("datetime")) ?? "";
  const startsAt = (await fact(main, "Term").getByRole("time").first().getAttribute("datetime")) ?? "";
  const renewsAt = await instantOf("Renews");
  // A month on, at the same time of a clock in Tokyo (no summer time there): the same time of day in UTC too.
  expect(renewsAt.slice(10)).toBe(startsAt.slice(10));
  expect(monthOf(inTokyo(renewsAt))).toBe((monthOf(inTokyo(startsAt)) + 1) % 12);
  const hours = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 3_600_000;
  expect(hours(await instantOf("Cancel by"), renewsAt)).toBe(24);
  expect(hours(startsAt, await instantOf("Refundable until"))).toBe(24);
  await expect(fact(main, "Renews")).toContainText(/\d{2}:\d{2}/);

  // Without the consents nothing is ordered.
  await page.getByRole("button", { name: "Pay $20.00" }).click();
  await expect(page.getByText("Without your consent there can be no order.").first()).toBeVisible();
  await page.getByRole("checkbox", { name: /I have read and accept the policy, version/ }).check();
  await page
    .getByRole("checkbox", { name: "Charge $20.00 now, and again every month until I cancel" })
    .check();
}

const inTokyo = (instant: string): Date => new Date(Date.parse(instant) + 9 * 3_600_000);
const monthOf = (date: Date): number => date.getUTCMonth();

/** Makes an API key on its page and reads it, the only time it is shown. */
async function createKey(page: Page): Promise<string> {
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "API keys" }).click();
  await page.getByRole("button", { name: "Create a key" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("gateway");
  await dialog.getByRole("button", { name: "Create key" }).click();
  const key = await dialog.getByRole("region", { name: "API key, code" }).innerText();
  await dialog.getByRole("button", { name: "I have stored it" }).click();
  return key;
}

/** The usage worked out above. @returns the hold of the request that stays in flight */
async function use(tenure: Tenure): Promise<string> {
  const first = await tenure.usage.authorize({
    model: "harbor-large",
    maxInputTokens: 200_000,
    maxOutputTokens: 20_000,
  });
  await tenure.usage.settle(first.holdId, {
    tokens: { inputTokens: 200_000, cachedInputTokens: 50_000, outputTokens: 20_000 },
  });
  const { recorded } = await tenure.usage.record([
    { clientEventId: crypto.randomUUID(), model: "harbor-small", tokens: { inputTokens: 1_234_567 } },
  ]);
  expect(recorded).toBe(1);
  const inFlight = await tenure.usage.authorize({
    model: "harbor-large",
    amount: { amount: "0.60", currency: "USD" },
  });
  return inFlight.holdId;
}
