import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";

// The built apps: `pnpm build` comes before the tests.
const assets = (app: string) => join(import.meta.dirname, "../../../apps", app, "dist/assets");

/** The code with which an app begins, and the words of the page on which one arrives, as the browser gets them. */
function firstLoad(app: string, language: "en" | "zh") {
  const folder = assets(app);
  const scripts = readdirSync(folder).filter((name) => name.endsWith(".js"));
  const read = (name: string) => readFileSync(join(folder, name), "utf8");
  const entry = readFileSync(join(folder, "../index.html"), "utf8");
  const files = scripts.filter(
    (name) => entry.includes(`/assets/${name}`) || name.startsWith(`first-${language}-`),
  );
  const words = files.filter((name) => name.startsWith(`first-${language}-`)).map(read);
  const code = files.filter((name) => !name.startsWith(`first-${language}-`)).map(read);
  return { files, code, words };
}

/** Ids of the texts that code asks for: a hash of text and context, as the macros write it. `/gifts` is a route's. */
const idsIn = (code: readonly string[]): string[] =>
  code
    .flatMap((text) => [...text.matchAll(/\bid:[`"]([A-Za-z0-9+/]{6})[`"]/g)].map(([, id]) => id ?? ""))
    .filter((id) => !/^\/[a-z]+$/.test(id));

describe.each([
  // A budget a little above what it is, packed by plain gzip (what is served is smaller by a twenty-fifth): what makes the
  // first page heavier is seen, and decided.
  { app: "dashboard", budgetBytes: 159_000 },
  { app: "admin", budgetBytes: 184_000 },
])("the first load of the $app", ({ app, budgetBytes }) => {
  it.each(["en", "zh"] as const)("brings the words of all that it can show (%s)", (language) => {
    const { code, words } = firstLoad(app, language);
    const ids = idsIn(code);
    expect(ids.length).toBeGreaterThan(80);
    expect(ids.filter((id) => !words.some((text) => text.includes(`"${id}":`)))).toEqual([]);
  });

  it("is cut into pieces of which none runs before what it needs: no circle of imports", () => {
    const folder = assets(app);
    const imports = new Map(
      readdirSync(folder)
        .filter((name) => name.endsWith(".js"))
        .map((name) => [
          name,
          [
            ...readFileSync(join(folder, name), "utf8").matchAll(/(?:from|import)["'`]\.\/([^"'`]+)["'`]/g),
          ].map(([, to]) => to ?? ""),
        ]),
    );
    expect([...imports.values()].flat().length).toBeGreaterThan(100);
    const done = new Set<string>();
    const circles: string[][] = [];
    const walk = (name: string, path: readonly string[]): void => {
      if (path.includes(name)) circles.push([...path.slice(path.indexOf(name)), name]);
      else if (!done.has(name)) for (const next of imports.get(name) ?? []) walk(next, [...path, name]);
      done.add(name);
    };
    for (const name of imports.keys()) walk(name, []);
    expect(circles).toEqual([]);
  });

  it("stays within its weight, compressed", () => {
    const { code, words } = firstLoad(app, "en");
    const bytes = [...code, ...words].reduce((sum, text) => sum + gzipSync(text).length, 0);
    expect(bytes).toBeLessThan(budgetBytes);
  });
});
