import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** WCAG 2.2, levels A and AA. */
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** With PLAYWRIGHT_PICTURES=1 every page is also kept as a picture, in test-results, for people to look at. */
const PICTURES = process.env["PLAYWRIGHT_PICTURES"] === "1";

const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };

/** How a page is looked at. */
export interface Look {
  readonly language: "en" | "zh";
  readonly theme: "light" | "dark";
}

/** Puts a look in force for everything the browser opens, as a person's own choice does. */
export async function choose(page: Page, { language, theme }: Look): Promise<void> {
  await page.addInitScript(
    ([locale, chosen]) => {
      localStorage.setItem("tenure.locale", locale);
      localStorage.setItem("tenure.theme", chosen);
    },
    [language, theme] as const,
  );
}

/** What the browser complained about, kept while `page` lives. */
export function complaints(page: Page): string[] {
  const heard: string[] = [];
  page.on("pageerror", (error) => heard.push(`${page.url()}: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") heard.push(`${page.url()}: ${message.text()}`);
  });
  return heard;
}

/** Opens a page and waits until it shows what it has. */
export async function openPage(page: Page, url: string): Promise<void> {
  await page.setViewportSize(DESKTOP);
  await page.goto(url);
  await expect(page.locator("h1").first()).toBeVisible();
  await expect(page.locator(".animate-breathe")).toHaveCount(0);
}

/** `pnpm test:deep` looks at every page at both sizes in both looks, which is four times the work. */
const DEEP = process.env["TENURE_DEEP"] === "1";

/** Whether the page at `place` is opened in this look: `pnpm test` opens each once, every second one in either look. */
export const isLookedAt = (place: number, { language }: Look): boolean =>
  DEEP || PICTURES || (place % 2 === 0) === (language === "en");

/** Whether it is analysed at this size: `pnpm test` analyses each once, every second one of a look at either size. */
const isAnalysed = (place: number, size: "desktop" | "phone") =>
  DEEP || place % 4 < 2 === (size === "desktop");

/** What is wrong with the page as it stands; nothing where it is as it should be. No page is wider than a phone. */
export async function flaws(
  page: Page,
  look: Look,
  place: number,
  shot: (size: "desktop" | "phone") => string,
): Promise<string[]> {
  const found: string[] = [];
  const where = new URL(page.url()).pathname;
  for (const [size, viewport] of [["desktop", DESKTOP] as const, ["phone", PHONE] as const]) {
    await page.setViewportSize(viewport);
    if (PICTURES) await page.screenshot({ path: shot(size), fullPage: true });
    if (!isAnalysed(place, size)) continue;
    // Legacy: without a page of its own for the result, which costs more than the analysis. There are no frames here.
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(WCAG).analyze();
    for (const { id, nodes } of violations)
      found.push(
        `${where} (${size}): ${id}: ${nodes
          .map(({ html }) => html)
          .join(" ")
          .slice(0, 300)}`,
      );
  }
  const beyond = await widthBeyond(page);
  if (beyond > 0) found.push(`${where} (phone): ${beyond} px wider than the screen`);
  if (look.language === "zh")
    for (const text of await english(page)) found.push(`${where}: not Chinese: ${text}`);
  return found;
}

/** How many pixels the page is wider than the screen, once charts have taken their new size. */
async function widthBeyond(page: Page): Promise<number> {
  for (let look = 0; ; look += 1) {
    const beyond = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (beyond <= 0 || look === 30) return beyond;
    await page.waitForTimeout(100);
  }
}

/** Words that are the same in both languages: names, numbers of things, units, codes and formats. */
const UNTRANSLATED =
  /\b((?:REF|SUB|TOP)-[\d-]+|Max Ferreira|Tenure|Free|Pro|Max|Ultra|API|SDK|UTC|GMT|USD|CNY|EUR|GBP|JPY|Visa|Stripe|JSON|PDF|REST|Webhook|Refund|English|litellm|harbor|large|small|R\d|S\d)\b/g;

/** Texts of navigation, headings, heads, labels and buttons that are English on a Chinese page. */
async function english(page: Page): Promise<string[]> {
  const texts = await page
    .locator("nav a, button, h1, h2, h3, th[scope=col], label, dt, legend")
    .evaluateAll((elements) =>
      elements
        .filter((element) => element.checkVisibility())
        .filter((element) => element.closest("code, pre, time, [lang=en], [data-untranslated]") === null)
        .map((element) => {
          const copy = element.cloneNode(true) as Element;
          for (const inner of copy.querySelectorAll("code, data, time, [lang=en]")) inner.remove();
          return (copy.textContent ?? "").trim();
        }),
    );
  return texts.filter(
    (text) => !/[\u4e00-\u9fff]/.test(text) && /[A-Za-z]{3,}/.test(text.replaceAll(UNTRANSLATED, "")),
  );
}
