import { readFile } from "node:fs/promises";
import { expect, type Page, test } from "@playwright/test";
import { verify } from "@tenure/core/decision";
import { Tenure } from "@tenure/sdk";
import { control, productUrl } from "./support/product.ts";
import { anotherPerson, mailTo, signInStaff, signUp } from "./support/people.ts";

const MODEL = "demo-large";

/** Fills the billing details (T1.2). */
async function fillBilling(page: Page): Promise<void> {
  await page.getByLabel("Name or company").fill("Ada Lovelace");
  await page.getByLabel("E-mail for invoices").fill("invoices@example.com");
  await page.getByLabel("Address").fill("1 St James Square");
  await page.getByLabel("City").fill("London");
  await page.getByLabel("Postal code").fill("SW1Y 4JU");
  await page.getByLabel("Country or region").selectOption("GB");
  await page.getByRole("button", { name: "Save billing details" }).click();
  await expect(page.getByText("Billing details saved")).toBeVisible();
}

test("subscribe, use, refund: from sign-up to the money on its way back", async ({ page, context }) => {
  const email = await signUp(page, "ada");
  await page.goto(`${productUrl()}/dashboard/subscription`);
  await fillBilling(page);
  await page.getByRole("link", { name: /Pro/ }).first().click();
  await page.screenshot({ path: "/tmp/r1.png", fullPage: true });
});
