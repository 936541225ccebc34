import { expect, type Locator, type Page } from "@playwright/test";
import { at } from "./product.ts";

/** A refusal as a person reads it: its words and the clause they come from. */
export type ReadRefusal = readonly [reason: string | RegExp, clause: string];

/**
 * Opens the refund of an order and expects these refusals, headline first, and nothing to submit; the row behind it
 * says the headline beside its disabled button. Asks again until the product knows what was arranged.
 */
export async function expectRefused(
  page: Page,
  order: { readonly orderId: string; readonly number: string },
  refusals: readonly ReadRefusal[],
): Promise<void> {
  const dialog = page.getByRole("dialog");
  await expect(async () => {
    await page.goto(at("dashboard", `subscription/refund/${order.orderId}`));
    await expect(dialog.getByRole("listitem").first()).toContainText(refusals[0]?.[0] ?? "", {
      timeout: 5_000,
    });
  }).toPass({ timeout: 30_000 });
  const items = dialog.getByRole("article").getByRole("listitem");
  await expect(items).toHaveCount(refusals.length);
  for (const [index, [reason, clause]] of refusals.entries()) {
    await expect(items.nth(index)).toContainText(reason);
    await expect(items.nth(index)).toContainText(clause);
  }
  await expect(dialog.getByRole("button", { name: /Submit|提交/ })).toHaveCount(0);
  await dialog
    .getByRole("button", { name: /^(Close|关闭)$/ })
    .last()
    .click();
  await expectDisabled(refundButton(page, order.number), refusals[0]?.[0] ?? "");
}

/** The Refund button of an order's row. */
export const refundButton = (page: Page, number: string): Locator =>
  page.getByRole("button", { name: new RegExp(`${number}`) });

/** A disabled button says why (R4.1). */
export async function expectDisabled(button: Locator, reason: string | RegExp): Promise<void> {
  await expect(button).toBeDisabled();
  await expect(button).toHaveAccessibleDescription(
    typeof reason === "string" ? new RegExp(escaped(reason)) : reason,
  );
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
