import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { inDatabase } from "./support/database.ts";
import { newCustomer } from "./support/people.ts";
import { at } from "./support/product.ts";
import { orderTopUp } from "./support/purchases.ts";
import { demoAdministrator } from "./support/staff.ts";
import { expect, test } from "./support/test.ts";

const HEADS = ["Transaction", "Date", "Method", "State", "Credits (USD)", "Actions"];

/** Copies of an order that was not paid, a day apart and each dearer than the one before: 1.00, 2.00, 3.00… */
const copies = (orderId: string, count: number) =>
  // By hand, because hundreds of orders through the door take minutes and show nothing more.
  inDatabase(
    `INSERT INTO "order"
     SELECT (jsonb_populate_record(o, jsonb_build_object(
       'id', gen_random_uuid(), 'number', o.number || '-' || n, 'state', 'expired', 'amount_nanos', n::bigint * 1000000000,
       'bonus_nanos', 0, 'provider_session_id', NULL, 'checkout_url', NULL,
       'created_at', o.created_at - n * interval '1 day'))).*
     FROM "order" o, generate_series(1, $2::int) AS n WHERE o.id = $1`,
    [orderId, count],
  );

const heads = (page: Page) => page.getByRole("columnheader").allInnerTexts();

const clean = async (page: Page) =>
  expect(
    (await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag22aa"]).analyze()).violations,
  ).toEqual([]);

test("a table shows the columns somebody chose, in the order of the address, however long it is", async ({
  open,
}) => {
  const customer = await newCustomer("Ada Tables");
  const order = await orderTopUp(customer, "25");
  await copies(order.orderId, 260);
  const page = await open(customer);
  await page.goto(at("dashboard", "credits"));
  const table = page.getByRole("table", { name: "Transactions" });
  await expect(table).toBeVisible();

  await test.step("columns are left out and moved by keyboard, kept over a reload, and given back", async () => {
    const button = page.locator("#transactions").getByRole("button", { name: "Columns" });
    await button.focus();
    await page.keyboard.press("Enter");
    const panel = page.getByRole("dialog", { name: "Columns" });
    await expect(panel.getByRole("checkbox", { name: "Transaction" })).toBeDisabled();
    await panel.getByRole("checkbox", { name: "Method" }).focus();
    await page.keyboard.press("Space");
    await panel.getByRole("button", { name: "Move up: State" }).focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await expect(panel.getByRole("button", { name: "Move up: State" })).toBeFocused();
    await clean(page);
    await page.keyboard.press("Escape");
    await expect(button).toBeFocused();
    const chosen = ["Transaction", "State", "Date", "Credits (USD)", "Actions"];
    expect((await heads(page)).slice(0, 5).map((text) => text.replace(/\s*Sort$/, ""))).toEqual(chosen);
    await page.reload();
    await expect(table).toBeVisible();
    expect((await heads(page)).slice(0, 5).map((text) => text.replace(/\s*Sort$/, ""))).toEqual(chosen);
    await button.click();
    await panel.getByRole("button", { name: "Reset to default" }).click();
    await page.keyboard.press("Escape");
    expect((await heads(page)).slice(0, 6).map((text) => text.replace(/\s*Sort$/, ""))).toEqual(HEADS);
  });

  await test.step("sorting and filter are in the address; going back takes one after the other off", async () => {
    await page.getByRole("combobox", { name: "Show" }).selectOption({ label: "Top-up" });
    await expect(page).toHaveURL(/kind=top_up/);
    await page.getByRole("button", { name: /^Credits \(USD\)/ }).click();
    await expect(page).toHaveURL(/kind=top_up&sort=-amount/);
    await expect(page.getByRole("columnheader", { name: /^Credits/ })).toHaveAttribute(
      "aria-sort",
      "descending",
    );
    await expect(page.getByText("Only the 50 rows that are shown are sorted; there are more.")).toBeVisible();
    await page.goBack();
    await expect(page).toHaveURL(/credits\?kind=top_up$/);
    await expect(table.getByRole("columnheader", { name: /^Credits/ })).not.toHaveAttribute("aria-sort");
    await page.goBack();
    await expect(page).toHaveURL(/credits$/);
    await expect(page.getByRole("combobox", { name: "Show" })).toHaveValue("");
  });

  await test.step("of many rows only those near the screen are in the document, and none is lost", async () => {
    await page.goto(at("dashboard", "credits?sort=amount"));
    for (const shown of [50, 100, 150, 200, 250]) {
      await expect(
        page.getByText(`Only the ${shown} rows that are shown are sorted; there are more.`),
      ).toBeVisible();
      await page.getByRole("button", { name: "Show more" }).click();
    }
    await expect(table).toHaveAttribute("aria-rowcount", "262");
    const rows = table.locator("tbody tr:not([aria-hidden])");
    expect(await rows.count()).toBeLessThan(80);
    // Down the whole table: each amount is met once, in order. 1.00 is the smallest, 260.00 the largest.
    const seen = new Set<string | null>();
    await page.evaluate(() => scrollTo(0, 0));
    for (let before = -1, now = 0; now !== before; ) {
      const places = await rows.evaluateAll((all) => all.map((row) => row.getAttribute("aria-rowindex")));
      for (const place of places) seen.add(place);
      before = now;
      await page.mouse.wheel(0, 600);
      await page.waitForTimeout(200);
      now = await page.evaluate(() => scrollY);
    }
    expect(seen.size).toBe(261);
    await expect(page.getByRole("button", { name: "Show more" })).toHaveCount(0);
    await clean(page);
  });

  await test.step("on paper all rows are there", async () => {
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    await expect(table.locator("tbody tr")).toHaveCount(261);
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    await expect.poll(() => table.locator("tbody tr").count()).toBeLessThan(80);
  });
});

test("staff save a view of a list and go back to it, rename it, delete it and take that back", async ({
  open,
}) => {
  const page = await open(demoAdministrator());
  await page.goto(at("admin", "refund-cases"));
  await page.getByRole("combobox", { name: "Which cases" }).selectOption("decided");
  await page
    .getByRole("button", { name: /^Received/ })
    .or(page.getByText("No case here."))
    .first()
    .waitFor();
  await page.goto(`${page.url()}&sort=-received`);
  const menu = page.getByRole("button", { name: /^Views?/ });
  const item = (name: string) => page.getByRole("menuitem", { name });
  await menu.click();
  await item("Save this view…").click();
  const dialog = page.getByRole("dialog", { name: "Save this view" });
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByText("Give it a name.")).toBeVisible();
  await clean(page);
  await dialog.getByLabel("Name of the view").fill("Last decided");
  await page.keyboard.press("Enter");
  await expect(menu).toHaveText("View: Last decided");

  await page.goto(at("admin", "refund-cases"));
  await expect(menu).toHaveText("Views");
  await menu.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitemcheckbox", { name: "Last decided" })).not.toBeChecked();
  await clean(page);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/refund-cases\?(show=decided&sort=-received|sort=-received&show=decided)$/);
  await expect(menu).toHaveText("View: Last decided");
  await page.goBack();
  await expect(page).toHaveURL(/refund-cases$/);
  await page.goForward();

  await menu.click();
  await item("Rename…").click();
  await page.getByRole("dialog", { name: "Rename this view" }).getByLabel("Name of the view").fill("Settled");
  await page.keyboard.press("Enter");
  await expect(menu).toHaveText("View: Settled");
  await menu.click();
  await item("Delete view").click();
  await expect(menu).toHaveText("Views");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(menu).toHaveText("View: Settled");
});
