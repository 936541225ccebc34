import { expect, type Locator, type Page } from "@playwright/test";
import { sandboxUrl } from "./product.ts";

/** Sets a scene up by its button, and waits for its walk. */
export async function setUpScene(page: Page, scene: string): Promise<void> {
  await page.goto(`${sandboxUrl()}/guide?locale=en`);
  await page.getByTestId(`set-up-${scene}`).click();
  await expect(page.getByTestId("progress")).toBeVisible({ timeout: 120_000 });
}

/** One step of the walk. */
const step = (page: Page, key: string): Locator => page.locator(`#step-${key}`);

/** Waits until the guide has ticked a step by itself. */
export const expectDone = (page: Page, key: string): Promise<void> =>
  expect(step(page, key)).toHaveAttribute("data-done", "true", { timeout: 60_000 });

/** Opens a step's page in its tab, signed in where it asks for that, and leaves it to the work. */
export async function walk(
  guide: Page,
  key: string,
  work: (page: Page) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const [page] = await Promise.all([
    guide.context().waitForEvent("page"),
    step(guide, key).getByRole("link", { name: /^Open/ }).click(),
  ]);
  await work(page);
  await page.close();
}

/** Every step that leaves a trace is ticked. */
export async function expectWalked(page: Page): Promise<void> {
  const count = page.getByTestId("progress");
  const all = await count.getAttribute("data-all");
  expect(Number(all)).toBeGreaterThan(2);
  await expect(count).toHaveAttribute("data-done", all ?? "", { timeout: 60_000 });
  await expect(count).toContainText("Everything has happened");
}
