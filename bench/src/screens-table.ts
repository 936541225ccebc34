import type { BrowserContext, Page } from "@playwright/test";
import { inDatabase } from "@tenure/journeys/support/database.ts";
import { newCustomer } from "@tenure/journeys/support/people.ts";
import { at } from "@tenure/journeys/support/product.ts";
import { orderTopUp } from "@tenure/journeys/support/purchases.ts";
import { enter } from "@tenure/journeys/support/session.ts";
import { atMost, p75 } from "./screens-figures.ts";

const GOAL_MS = 100;

/** What a press did, and how long until the next picture: the longest event of each interaction. */
interface Interaction {
  readonly what: string;
  readonly ms: number;
}

/** Presses keys and buttons in a table of many transactions and says how long each waits for the next paint. */
export async function interactionsOfLongTable(context: BrowserContext, rows: number): Promise<void> {
  const customer = await newCustomer("Long Table");
  const { orderId } = await orderTopUp(customer, "25");
  await inDatabase(
    `INSERT INTO "order"
     SELECT (jsonb_populate_record(o, jsonb_build_object(
       'id', gen_random_uuid(), 'number', o.number || '-' || n, 'state', CASE n % 2 WHEN 0 THEN 'expired' ELSE 'failed' END,
       'amount_nanos', (n::bigint * 7919 % 10007) * 10000000, 'bonus_nanos', 0, 'provider_session_id', NULL,
       'checkout_url', NULL, 'created_at', o.created_at - n * interval '1 hour'))).*
     FROM "order" o, generate_series(1, $2::int) AS n WHERE o.id = $1`,
    [orderId, rows - 1],
  );
  await context.clearCookies();
  await enter(customer, context);
  const page = await context.newPage();
  await page.addInitScript(() => {
    const seen: { id: number; ms: number }[] = [];
    Object.assign(window, { tenureSeen: seen });
    // Events shorter than this are nobody's business; the type does not know the option yet.
    const options: PerformanceObserverInit & { durationThreshold: number } = {
      type: "event",
      durationThreshold: 16,
      buffered: true,
    };
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        if (entry instanceof PerformanceEventTiming && entry.interactionId > 0)
          seen.push({ id: entry.interactionId, ms: entry.duration });
    }).observe(options);
  });
  await page.goto(at("dashboard", "credits"));
  const more = page.locator("#transactions").getByRole("button", { name: "Show more" });
  await more.waitFor();
  const began = performance.now();
  while ((await more.count()) > 0) {
    // Near its end the list asks for the next page by itself: the button may be gone before it is pressed.
    await more.click({ timeout: 2_000 }).catch(() => undefined);
    await page.waitForFunction(() => document.querySelector("#transactions [aria-busy=true]") === null);
  }
  const loadedMs = performance.now() - began;
  await take(page);
  const all: Interaction[] = [];
  const press = async (what: string, act: () => Promise<unknown>) => {
    await act();
    await page.waitForTimeout(400);
    // Below 16 ms Chromium reports nothing.
    all.push({ what, ms: Math.max(16, ...(await take(page)).map(({ ms }) => ms)) });
  };
  const table = page.getByRole("table", { name: "Transactions" });
  const head = (name: RegExp) => table.getByRole("button", { name });
  await head(/^Credits/).scrollIntoViewIfNeeded();
  for (let round = 0; round < 3; round += 1) {
    for (const way of ["descending", "ascending", "off"])
      await press(`sort by amount, ${way}`, () => head(/^Credits/).click());
    await head(/^Date/).focus();
    for (const way of ["descending", "ascending", "off"])
      await press(`sort by date with the keyboard, ${way}`, () => page.keyboard.press("Enter"));
    await press("open the choice of columns", () =>
      page.locator("#transactions").getByRole("button", { name: "Columns" }).click(),
    );
    const panel = page.getByRole("dialog", { name: "Columns" });
    await press("leave a column out", () => panel.getByRole("checkbox", { name: "Method" }).click());
    await press("move a column", () => panel.getByRole("button", { name: "Move up: State" }).click());
    await press("reset the columns", () => panel.getByRole("button", { name: "Reset to default" }).click());
    await press("close the choice of columns", () => page.keyboard.press("Escape"));
    await press("filter: gifts only", async () => {
      await page.getByRole("combobox", { name: "Show" }).focus();
      await page.keyboard.press("g");
    });
    await page.waitForTimeout(500);
    await press("filter: everything again", () => page.keyboard.press("a"));
    await page.waitForTimeout(500);
    await press("open a row", () => table.getByRole("link").nth(2).click());
    await page.goBack();
    await table.waitFor();
    await head(/^Credits/).scrollIntoViewIfNeeded();
    await take(page);
  }
  const inDocument = await table.locator("tbody tr:not([aria-hidden])").count();
  console.log(
    `\ntable of ${await table.getAttribute("aria-rowcount")} rows with its head, ${inDocument} of them in the document; ` +
      `loaded in ${(loadedMs / 1000).toFixed(0)} s`,
  );
  const worst = [...all].sort((a, b) => b.ms - a.ms);
  for (const { what, ms } of worst.slice(0, 8)) console.log(`    ${ms} ms: ${what}`);
  atMost(`worst of ${all.length} interactions, ms`, worst[0]?.ms ?? Number.NaN, GOAL_MS);
  atMost("p75, ms", p75(all.map(({ ms }) => ms)), GOAL_MS);
}

/** The interactions since it was last asked. */
const take = (page: Page): Promise<{ id: number; ms: number }[]> =>
  page.evaluate(() =>
    (window as unknown as { tenureSeen: { id: number; ms: number }[] }).tenureSeen.splice(0),
  );
