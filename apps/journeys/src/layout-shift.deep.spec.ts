import type { Page } from "@playwright/test";
import { signInDemo } from "./support/lived-in.ts";
import { at } from "./support/product.ts";
import { enter } from "./support/session.ts";
import { demoAdministrator } from "./support/staff.ts";
import { expect, test } from "./support/test.ts";

// https://web.dev/articles/cls: up to 0.1 is good. Ours stand still; what is left is a line of small print.
const MOST = 0.03;

const PAGES = {
  dashboard: ["", "subscription", "credits", "usage", "refunds", "billing", "statement", "keys", "ownership"],
  admin: ["", "accounts", "refund-cases", "subject-changes", "jobs", "audit", "reconciliations"],
};

/** Adds up what moves by itself from the first byte on, as the browser counts it. */
async function countShifts(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const counted = globalThis as { shifted?: number };
    counted.shifted = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        if ("value" in entry && typeof entry.value === "number")
          counted.shifted = (counted.shifted ?? 0) + entry.value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  return () => page.evaluate(() => (globalThis as { shifted?: number }).shifted ?? Number.NaN);
}

for (const app of ["dashboard", "admin"] as const)
  test(`pages of the ${app} stand still while they load`, async ({ page, context }) => {
    test.setTimeout(240_000);
    await page.setViewportSize({ width: 1350, height: 940 });
    const shifted = await countShifts(page);
    await enter(app === "admin" ? demoAdministrator() : await signInDemo("ada@example.com"), context);
    for (const path of PAGES[app]) {
      await page.goto(at(app, path));
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(page.locator("main [aria-busy=true]")).toHaveCount(0);
      // What came late would come now.
      await page.waitForTimeout(1500);
      expect(await shifted(), `${app}/${path}`).toBeLessThan(MOST);
    }
  });
