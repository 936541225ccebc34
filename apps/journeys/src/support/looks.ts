import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** WCAG 2.2, levels A and AA. */
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/**
 * The analyser's dearest rule. Every pair of colours that is used for text is held to its contrast in
 * packages/ui/test/contrast.test.ts; what stands on what by mistake, the deep run finds.
 */
const ONLY_DEEP = { "color-contrast": { enabled: false } };

/** With PLAYWRIGHT_PICTURES=1 every page is also kept as a picture, in test-results, for people to look at. */
const PICTURES = process.env["PLAYWRIGHT_PICTURES"] === "1";

const SIZES = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } } as const;

/** `pnpm test:deep` looks at every page in both languages, both themes and at both sizes. */
export const DEEP = process.env["TENURE_DEEP"] === "1";

/** How a page is looked at. */
export interface Look {
  readonly language: "en" | "zh";
  readonly theme: "light" | "dark";
  readonly size: keyof typeof SIZES;
}

/** How the page at `place` of a tour is looked at: once, its neighbours in other ways; in the deep run twice in each language. */
export function looksOf(place: number, language: Look["language"]): readonly Look[] {
  const all = (["light", "dark"] as const).flatMap((theme) => [
    { language, theme, size: "desktop" as const },
    { language, theme, size: "phone" as const },
  ]);
  // Pictures are taken for somebody who wants to see everything.
  if (PICTURES) return all;
  // In the deep run each language takes one theme at each size, and the other language the other one: every page is seen
  // in both languages, both themes and at both sizes, and each analysed four times, not eight.
  if (DEEP)
    return all.filter(
      ({ theme, size }) => (theme === "light") === ((size === "desktop") === (language === "en")),
    );
  return all.filter((_, index) => index === (place * 3) % all.length);
}

/** Puts a language in force for everything the browser opens, as a person's own choice does. */
export async function choose(page: Page, language: Look["language"]): Promise<void> {
  await page.addInitScript((chosen) => localStorage.setItem("tenure.locale", chosen), language);
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

/**
 * Goes to a page and waits until it shows what it has. The first one is loaded, the others are gone to inside the app, as
 * a person does, which takes a fraction of the time.
 */
export async function goTo(page: Page, url: string, first: boolean): Promise<void> {
  if (first) await page.goto(url);
  else
    await page.evaluate(async (address) => {
      history.pushState(null, "", address);
      await window.__TSR_ROUTER__?.load();
    }, url);
  await page.waitForFunction(() => {
    const state = window.__TSR_ROUTER__?.state;
    return state?.status === "idle" && state.resolvedLocation?.href === state.location.href;
  });
  await expect(page.locator("h1").first()).toBeVisible();
  await expect(page.locator(".animate-breathe")).toHaveCount(0);
  // The parts of a page are there, unseen, until all have what they ask for: nothing is wrong with what nobody sees.
  await expect(page.locator("main [aria-busy=true]")).toHaveCount(0);
}

/** What is wrong with the page as it stands; nothing where it is as it should be. No page is wider than a phone. */
export async function flaws(page: Page, look: Look, picture: string): Promise<string[]> {
  const found: string[] = [];
  const { pathname, search } = new URL(page.url());
  const where = `${pathname}${search} (${look.theme}, ${look.size})`;
  await page.setViewportSize(SIZES[look.size]);
  await page.evaluate((theme) => (document.documentElement.dataset["theme"] = theme), look.theme);
  if (PICTURES) await page.screenshot({ path: picture, fullPage: true });
  let wrong = await violations(page);
  // What is wrong only while a page still changes, with the theme or with what arrives, is looked at again.
  if (wrong.length > 0) {
    await page.waitForTimeout(500);
    wrong = await violations(page);
  }
  for (const { id, nodes } of wrong)
    found.push(
      `${where}: ${id}: ${nodes
        .map(({ html }) => html)
        .join(" ")
        .slice(0, 300)}`,
    );
  await page.setViewportSize(SIZES.phone);
  const beyond = await widthBeyond(page);
  if (beyond > 0) found.push(`${where}: on a phone ${beyond} px wider than the screen`);
  if (look.language === "zh")
    for (const text of await english(page)) found.push(`${where}: not Chinese: ${text}`);
  return found;
}

/** Where WCAG is broken. The analyser is a megabyte of script: a page that has it already keeps it. */
async function violations(page: Page) {
  const known = await page.evaluate(() => "axe" in window);
  // Legacy: without a page of its own for the result, which costs more than the analysis. There are no frames here.
  const axe = new AxeBuilder(known ? { page, axeSource: "0" } : { page }).setLegacyMode();
  const { violations: found } = await axe
    .options({
      runOnly: { type: "tag", values: WCAG },
      resultTypes: ["violations"],
      ...(DEEP ? {} : { rules: ONLY_DEEP }),
    })
    .analyze();
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

/** Words that are the same in both languages: names, also of what is sold, numbers of things, units, codes and formats. */
const UNTRANSLATED =
  /\b((?:[A-Z]{3,4})-[\d-]+|Ada Lindqvist|Max Ferreira|Jonas Weber|Priya Nair|Tom\u00e1s Silva|Emeka Obi|Nina Petrova|Lena Fischer|Yuki Tanaka|Extra seat|Higher rate limits|Priority support|Example Store|Tenure|Free|Pro|Max|Ultra|API|SDK|PDF|UTC|GMT|USD|CNY|EUR|GBP|JPY|Visa|Stripe|Antom|JSON|REST|Webhook|Refund|English|litellm|harbor|large|small|R\d|S\d)\b/g;

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
