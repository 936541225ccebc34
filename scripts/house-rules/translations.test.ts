import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const COMPONENTS = "packages/ui/src/*/locales/zh.po";

const quoted = (entry: string, keyword: string): string => {
  const lines = new RegExp(`^${keyword} ((?:".*"\n?)+)`, "m").exec(entry)?.[1] ?? "";
  return [...lines.matchAll(/"(.*)"/g)].map(([, part]) => part).join("");
};

/** Texts of an app that are translated in several ways: a bundle keeps one entry per text and context. */
function contradictions(app: string): string[] {
  const known = new Map<string, Map<string, string>>();
  for (const path of globSync([`apps/${app}/src/**/locales/zh.po`, COMPONENTS], { cwd: root }))
    for (const entry of readFileSync(join(root, path), "utf8").split("\n\n")) {
      const text = quoted(entry, "msgid");
      if (text === "") continue;
      const context = quoted(entry, "msgctxt");
      const name = context === "" ? text : `${text} (${context})`;
      known.set(name, (known.get(name) ?? new Map()).set(quoted(entry, "msgstr"), path));
    }
  return [...known].flatMap(([text, ways]) =>
    ways.size === 1 ? [] : [`${text}: ${[...ways].map(([way, path]) => `${way} in ${path}`).join(", ")}`],
  );
}

it.each(["dashboard", "admin"])(
  "a text of the %s has one translation, or a context that tells it apart",
  (app) => {
    expect(contradictions(app)).toEqual([]);
  },
);
