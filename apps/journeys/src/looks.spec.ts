import { livedIn, signInDemo } from "./support/lived-in.ts";
import { choose, complaints, DEEP, flaws, goTo, type Look, looksOf } from "./support/looks.ts";
import { type App, EXCEPTED, SITUATIONS, TOURS } from "./support/pages.ts";
import { at, productUrl } from "./support/product.ts";
import { routesOf } from "./support/routes.ts";
import type { Cookies, Session } from "./support/session.ts";
import { demoAdministrator } from "./support/staff.ts";
import { expect, type Open, test } from "./support/test.ts";

const GUARANTEE = "no error, WCAG 2.2 AA, nothing beyond a phone's width, no English in Chinese";
/** In the deep run each tour is taken in both languages; else the tours take turns. */
const languagesOf = (place: number): readonly Look["language"][] =>
  DEEP ? ["en", "zh"] : [place % 2 === 0 ? "zh" : "en"];

/** Every third page; in the deep run all of them. */
const visited = (pages: readonly string[]): readonly string[] =>
  DEEP ? pages : pages.filter((_, place) => place % 3 === 0);

for (const [place, tour] of TOURS.entries())
  for (const language of languagesOf(place))
    test(`${tour.title}, in ${language}: ${GUARANTEE}`, async ({ open }) => {
      test.setTimeout(300_000);
      const { session, parameters } = await livedIn();
      const visitor = !tour.signedIn ? null : tour.app === "admin" ? demoAdministrator() : session;
      const pages = visited(tour.pages).map((page) =>
        page.replaceAll(/\$(\w+)/g, (_, name: string) => {
          const value = parameters[name] ?? "";
          if (value === "") throw new Error(`nothing stands for $${name}`);
          return value;
        }),
      );
      expect(await lookAt(open, { visitor, app: tour.app, language }, pages)).toEqual([]);
    });

for (const language of languagesOf(0))
  test(`every situation of the demo world, in ${language}: ${GUARANTEE}`, { tag: "@deep" }, async ({
    open,
  }) => {
    test.setTimeout(300_000);
    const found: string[] = [];
    for (const { email, name, pages } of SITUATIONS) {
      const visitor = await signInDemo(email);
      const flawed = await lookAt(open, { visitor, app: "dashboard", language }, pages, name);
      found.push(...flawed.map((each) => `${name}: ${each}`));
    }
    expect(found).toEqual([]);
  });

for (const app of ["dashboard", "admin"] as const)
  test(`no route of the ${app} is left out`, () => {
    const routes = routesOf(app);
    expect(routes.length).toBeGreaterThan(30);
    const listed = [
      ...TOURS.filter((tour) => tour.app === app).flatMap(({ pages }) => pages.map(patternOf)),
      ...EXCEPTED.filter((each) => each.app === app).map(({ route }) => route),
    ];
    expect(routes.filter((route) => !listed.includes(patternOf(route)))).toEqual([]);
  });

/** A route without its search and hash, whatever its parameters are called. */
const patternOf = (page: string): string => page.replace(/[?#].*/, "").replaceAll(/\$\w+/g, "$");

interface Visit {
  readonly visitor: Session | Cookies | null;
  readonly app: App;
  readonly language: Look["language"];
}

/** Looks at pages one after the other in one browser. @returns everything that is wrong with any of them */
async function lookAt(
  open: Open,
  { visitor, app, language }: Visit,
  paths: readonly string[],
  title = "",
): Promise<readonly string[]> {
  const page = await open(visitor, { locale: language === "zh" ? "zh-CN" : "en-US" });
  await choose(page, language);
  const heard = complaints(page);
  const found: string[] = [];
  for (const [place, path] of paths.entries()) {
    const name = `${title} ${app} ${path.replaceAll(/[0-9a-f-]{36}/g, "id")} ${language}`
      .trim()
      .replaceAll(/[^\w-]+/g, "-")
      .slice(0, 90);
    await goTo(page, at(app, path), place === 0);
    for (const look of looksOf(place, language))
      found.push(
        ...(await flaws(page, look, test.info().outputPath(`${name}-${look.theme}-${look.size}.png`))),
      );
  }
  await page.context().close();
  return [...found, ...heard.map((each) => each.replaceAll(productUrl(), ""))];
}
