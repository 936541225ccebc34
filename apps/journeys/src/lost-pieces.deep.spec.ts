import { signInDemo } from "./support/lived-in.ts";
import { at } from "./support/product.ts";
import { enter } from "./support/session.ts";
import { expect, test } from "./support/test.ts";

test("a piece of the page that could not be fetched comes once the connection is back", {
  tag: "@deep",
}, async ({ page, context }) => {
  await enter(await signInDemo("ada@example.com"), context);
  await page.goto(at("dashboard", ""));
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.locator("main [aria-busy=true]")).toHaveCount(0);
  // The first touch of this page: what it would have fetched ahead is lost.
  await context.setOffline(true);
  await page
    .getByRole("button", { name: /^Account menu of/ })
    .first()
    .click();
  await expect(page.getByText(/^You are offline/)).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByRole("menuitem", { name: "Sign out" })).toBeVisible();
});
