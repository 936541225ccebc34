import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "tenure-lint-"));
copyFileSync(join(root, ".oxlintrc.json"), join(folder, ".oxlintrc.json"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Lints one file at a path with the project's own configuration; the codes of the rules it breaks. */
function lint(path: string, text: string): string[] {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  const run = spawnSync(
    process.execPath,
    [join(root, "node_modules/oxlint/bin/oxlint"), "--format=json", path],
    {
      cwd: folder,
      encoding: "utf8",
    },
  );
  rmSync(file);
  const { diagnostics }: { diagnostics: { code: string }[] } = JSON.parse(run.stdout);
  return diagnostics.map(({ code }) => code.replace(/^.*\((.*)\)$/, "$1"));
}

const useStripe = 'import Stripe from "stripe";\nexport const client = Stripe;\n';
const readEnvironment = 'export const port = process.env["PORT"];\n';

describe("the linter refuses", () => {
  it.each([
    ["stripe outside its adapter", "apps/api/src/refunds/pay.ts", useStripe, "no-restricted-imports"],
    ["stripe in core", "packages/core/src/refunds/pay.ts", useStripe, "no-restricted-imports"],
    [
      "a second reader of the environment",
      "apps/api/src/main.ts",
      readEnvironment,
      "no-restricted-properties",
    ],
    [
      "the environment by import",
      "apps/api/src/main.ts",
      'import { env } from "node:process";\nexport const port = env["PORT"];\n',
      "no-restricted-imports",
    ],
    [
      "the environment by destructuring",
      "apps/api/src/main.ts",
      "const { env } = process;\nexport const port = env;\n",
      "no-restricted-properties",
    ],
    [
      "files in core",
      "packages/core/src/a.ts",
      'import { readFileSync } from "node:fs";\nexport const a = readFileSync;\n',
      "no-restricted-imports",
    ],
    ["a database in core", "packages/core/src/a.ts", 'export { Pool } from "pg";\n', "no-restricted-imports"],
    [
      "the network in core",
      "packages/core/src/a.ts",
      'export const a = () => fetch("https://example.org");\n',
      "no-restricted-globals",
    ],
    ["a timer in core", "packages/core/src/a.ts", "setTimeout(() => 1, 1);\n", "no-restricted-globals"],
    [
      "a clock in core",
      "packages/core/src/a.ts",
      "export const a = Date.now();\n",
      "no-restricted-properties",
    ],
    [
      "chance in core",
      "packages/core/src/a.ts",
      "export const a = Math.random();\n",
      "no-restricted-properties",
    ],
    ["any", "apps/api/src/a.ts", "export const a = (b: any) => b;\n", "no-explicit-any"],
  ])("%s", (_, path, text, rule) => {
    expect(lint(path, text)).toContain(rule);
  });

  it("a cycle of imports", () => {
    writeFileSync(join(folder, "b.ts"), 'import { a } from "./a.ts";\nexport const b = () => a;\n');
    expect(lint("a.ts", 'import { b } from "./b.ts";\nexport const a = () => b;\n')).toContain("no-cycle");
  });
});

describe("the linter allows", () => {
  it.each([
    ["stripe in the adapter", "apps/api/src/payments/stripe/client.ts", useStripe],
    ["stripe in the simulator", "packages/sandbox/src/stripe/refunds.ts", useStripe],
    ["stripe in tests", "apps/api/test/payments/stripe.test.ts", useStripe],
    ["the environment in env.ts", "apps/api/src/env.ts", readEnvironment],
    [
      "core's libraries in core",
      "packages/core/src/refunds/a.ts",
      'import { z } from "zod";\nimport { sha256 } from "@noble/hashes/sha2.js";\nimport { b } from "../money/b.ts";\nimport { c } from "./c.ts";\nimport { d } from "../../b.ts";\nexport const a = [z, sha256, b, c, d];\n',
    ],
  ])("%s", (_, path, text) => {
    expect(lint(path, text)).toEqual([]);
  });
});
