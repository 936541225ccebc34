import { expect, type Locator } from "@playwright/test";

/**
 * The lines of a decision sheet as a person reads them: label and exact amount, top to bottom. Waits until they are
 * these.
 */
export async function expectLines(
  sheet: Locator,
  lines: readonly (readonly [string | RegExp, string])[],
): Promise<void> {
  const rows = sheet.locator("tbody tr");
  await expect(rows).toHaveCount(lines.length);
  for (const [index, [label, amount]] of lines.entries()) {
    const row = rows.nth(index);
    await expect(row.getByRole("rowheader")).toContainText(label);
    await expect(row.locator("data")).toHaveAttribute("value", amount);
  }
}

/** The value of a label in a list of facts. */
export const fact = (within: Locator, label: string): Locator =>
  within.locator("dt", { hasText: new RegExp(`^${label}$`) }).locator("xpath=following-sibling::dd[1]");
