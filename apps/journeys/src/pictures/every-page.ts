/**
 * Takes a picture of every page anew into docs/screens, and writes docs/screens/README.md, which shows them all:
 *
 *   cd apps/journeys && node src/pictures/every-page.ts
 *
 * The front ends must be built; everything else is started, as for the journeys, on data and ports of its own. The pages
 * are those that the journeys visit: a page that is left out there fails them.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium, type Page } from "@playwright/test";
import { CHROMIUM_ARGS, chromiumPath } from "../support/chromium.ts";
import { livedIn } from "../support/lived-in.ts";
import { choose, goTo } from "../support/looks.ts";
import { type App, TOURS } from "../support/pages.ts";
import { at } from "../support/product.ts";
import { enter } from "../support/session.ts";
import { demoAdministrator } from "../support/staff.ts";
import startProduct from "../support/start-product.ts";

const TARGET = join(import.meta.dirname, "../../../../docs/screens");
/** Of the picture, 0 to 100: letters stay sharp, and a page takes some 30 kB. */
const QUALITY = 72;

/** How the pages of a language are looked at: each language shows the other look and size as well. */
const LOOKS = [
  { language: "en", locale: "en-US", theme: "light", viewport: { width: 1280, height: 900 } },
  { language: "zh", locale: "zh-CN", theme: "dark", viewport: { width: 390, height: 844 } },
] as const;

interface Picture {
  readonly app: App;
  readonly title: string;
  readonly page: string;
  readonly heading: string;
  readonly files: readonly string[];
}

/** A picture of what the window shows, as WebP, which Playwright does not write. */
async function keep(page: Page, file: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: QUALITY });
  await session.detach();
  writeFileSync(join(TARGET, file), Buffer.from(data, "base64"));
}

const nameOf = (app: App, page: string): string =>
  `${app}-${page === "" ? "start" : page}`
    .replaceAll(/\$/g, "")
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .replaceAll(/[^\w-]+/g, "-")
    .replace(/-+$/, "");

const stop = await startProduct();
const browser = await chromium.launch({ executablePath: await chromiumPath(), args: CHROMIUM_ARGS });
const pictures: Picture[] = [];
try {
  rmSync(TARGET, { recursive: true, force: true });
  mkdirSync(TARGET, { recursive: true });
  const { session, parameters } = await livedIn();
  for (const { app, title, signedIn, pages } of TOURS) {
    const headings = new Map<string, string>();
    const files = new Map<string, string[]>();
    for (const { language, locale, theme, viewport } of LOOKS) {
      const context = await browser.newContext({
        viewport,
        locale,
        timezoneId: "Europe/Stockholm",
        reducedMotion: "reduce",
      });
      if (signedIn) await enter(app === "admin" ? demoAdministrator() : session, context);
      const page = await context.newPage();
      await choose(page, language);
      for (const [place, path] of pages.entries()) {
        await goTo(
          page,
          at(
            app,
            path.replaceAll(/\$(\w+)/g, (_, each: string) => parameters[each] ?? ""),
          ),
          place === 0,
        );
        await page.evaluate((chosen) => {
          document.documentElement.dataset["theme"] = chosen;
          if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
          scrollTo(0, 0);
        }, theme);
        // The theme of the first page of a tour fades in.
        await page.waitForTimeout(place === 0 ? 600 : 60);
        if (language === "en") headings.set(path, (await page.locator("h1").first().innerText()).trim());
        const file = `${nameOf(app, path)}-${language}.webp`;
        await keep(page, file);
        files.set(path, [...(files.get(path) ?? []), file]);
      }
      await context.close();
    }
    for (const path of pages)
      pictures.push({
        app,
        title,
        page: path,
        heading: headings.get(path) ?? "",
        files: files.get(path) ?? [],
      });
  }
} finally {
  await browser.close();
  await stop();
}

const sections = [...new Set(pictures.map(({ title }) => title))].map((title) => {
  const rows = pictures
    .filter((each) => each.title === title)
    .map(
      ({ app, page, heading, files: [english = "", chinese = ""] }) =>
        `| ${heading}<br>\`/${app}/${page}\` | ![${heading}, English, light, desktop](${english}) | ![${heading}, 简体中文, dark, phone](${chinese}) |`,
    );
  return `## ${title[0]?.toUpperCase()}${title.slice(1)}\n\n| page | English, light, desktop | 简体中文, dark, phone |\n| --- | --- | --- |\n${rows.join("\n")}\n`;
});
writeFileSync(
  join(TARGET, "README.md"),
  `# Every page\n\nTaken by \`node src/pictures/every-page.ts\` in apps/journeys, of the demo world.\n\n${sections.join("\n")}`,
);
console.log(`${pictures.length} pages, ${pictures.flatMap(({ files }) => files).length} pictures`);
