import type { Page } from "@playwright/test";

/**
 * Puts the same words where every run has other ones: instants, time left, ids, addresses, numbers of papers; and hides
 * what is drawn along the clock. What is left must look the same whenever the page is looked at.
 */
export async function standStill(page: Page): Promise<void> {
  await page.addStyleTag({
    content: `[data-testid=promise-line] *, svg.recharts-surface { visibility: hidden !important }
      *, *::before, *::after { transition: none !important; animation: none !important; caret-color: transparent !important }`,
  });
  await page.evaluate(() => {
    for (const instant of document.querySelectorAll("time")) instant.textContent = "28 Nov 2026 13:00";
    for (const timer of document.querySelectorAll("[role=timer]")) timer.textContent = "23h 59m";
    const same: readonly (readonly [RegExp, string])[] = [
      [
        /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g,
        "0193c1a0-0000-7000-8000-000000000000",
      ],
      [/[\w.+-]+@example\.com/g, "ada@example.com"],
      [/\b([A-Z]{3})-\d+-\d+\b/g, "$1-26-000001"],
      [/\b\d+ (second|minute|hour|day|month)s? ago\b/g, "a while ago"],
      [/\bin \d+ (second|minute|hour|day|month)s?\b/g, "in a while"],
      [/tnr_(test|live)_\w+/g, "tnr_$1_0000000"],
    ];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
      const before = node.textContent ?? "";
      const after = same.reduce((text, [pattern, to]) => text.replaceAll(pattern, to), before);
      if (after !== before) node.textContent = after;
    }
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  });
  await page.evaluate(() => document.fonts.ready);
}
