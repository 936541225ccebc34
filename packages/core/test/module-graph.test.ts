import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..");
const files = globSync("src/**/*.ts", { cwd: root }).map((file) => join(root, file));

/** All that core may stand on; each runs in a browser. */
const ALLOWED = /^(zod|temporal-polyfill|@noble\/(curves|hashes)\/[\w./-]+)$/;
const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s[^;]*?\sfrom\s+"([^"]+)"|(?:^|\n)\s*import\s+"([^"]+)"|\bimport\(\s*"([^"]+)"/g;

const importsOf = (file: string) =>
  [...readFileSync(file, "utf8").matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? match[3] ?? "");

describe("core runs in a browser", () => {
  it.each(files.map((file) => relative(root, file)))(
    "%s imports only core, zod, temporal-polyfill and noble",
    (file) => {
      const path = join(root, file);
      for (const target of importsOf(path))
        if (target.startsWith(".")) {
          expect(existsSync(join(dirname(path), target)), `${target} exists`).toBe(true);
          expect(relative(join(root, "src"), join(dirname(path), target)), "stays inside core").not.toMatch(
            /^\.\./,
          );
        } else expect(target).toMatch(ALLOWED);
    },
  );

  it("finds imports at all: the decision module stands on noble", () => {
    expect(importsOf(join(root, "src/decision/digest.ts"))).toContain("@noble/hashes/sha2.js");
  });

  it("loads every module", async () => {
    expect(files.length).toBeGreaterThan(20);
    for (const file of files) await expect(import(pathToFileURL(file).href)).resolves.toBeTypeOf("object");
  });
});
