import type { Page } from "@playwright/test";
import { expectDone, expectWalked, setUpScene, walk } from "./support/guide.ts";
import { expect, test } from "./support/test.ts";

/** Verifies the receipt on the page of a refund. */
async function verify(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Verify", exact: true }).click();
  await expect(page.getByText("The signature is valid")).toBeVisible();
}

test("R3.6: the scene of a request in flight is walked to its last tick", async ({ page }) => {
  await setUpScene(page, "in-flight-refund");
  await walk(page, "submit", async (screen) => {
    await screen.getByRole("button", { name: /^Refund SUB-/ }).click();
    const dialog = screen.getByRole("dialog");
    await expect(dialog).toContainText("1 request in flight");
    await dialog.getByRole("button", { name: /^Submit Refund/ }).click();
    await dialog.getByRole("button", { name: /^Confirm refund/ }).click();
    await expect(dialog).toContainText("Waiting for 1 request");
  });
  await expectDone(page, "submit");
  await page.getByRole("button", { name: "End the request" }).click();
  await expectDone(page, "drain");
  await expectDone(page, "provider");
  await walk(page, "provider", async (screen) => {
    const row = screen.locator("tr:target");
    await expect(row).toBeVisible();
    // It may be settled by itself by now.
    if (await row.getByTestId("settle").isVisible()) await row.getByTestId("settle").click();
  });
  await expectDone(page, "refunded");
  await walk(page, "refunded", async (screen) => {
    await expect(screen.getByRole("heading", { name: "Free", exact: true, level: 2 })).toBeVisible();
  });
  await walk(page, "mail", async (screen) => {
    await expect(screen.getByText(/on its way/).first()).toBeVisible();
  });
  await walk(page, "receipt", verify);
  await expectWalked(page);
});
