import {
  cpSync,
  existsSync,
  globSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CLAUSES } from "@tenure/core";
import { bin, ROOT, runCommand } from "../test-run/run-command.ts";
import type { TestReport } from "../test-run/totals-reporter.ts";
import type { SwitchedOff } from "./clauses.ts";

const CORE = join(ROOT, "packages/core");

/** What switching a rule off did to the tests that name its clause. */
export type Verdict =
  | { readonly noticed: true; readonly by: readonly string[] }
  | { readonly noticed: false; readonly why: string };

/** Matches the name of a test that names a clause: `R2.1` but not `R2.10` or `CR2.1`. */
const naming = (clause: string) => `(^|[^\\w.])${clause.replace(".", "\\.")}(?![\\d])`;

/** The test files of core that mention a clause. */
export const testFilesNaming = (clause: string): string[] =>
  globSync("test/**/*.test.ts", { cwd: CORE, exclude: (path) => path.endsWith(".deep.test.ts") })
    .filter((file) => new RegExp(naming(clause)).test(readFileSync(join(CORE, file), "utf8")))
    .sort();

/** How often the text a row looks for occurs in its file; exactly once is right. */
export function occurrences({ file, find }: SwitchedOff): number {
  const path = join(CORE, file);
  return existsSync(path) ? readFileSync(path, "utf8").split(find).length - 1 : 0;
}

/** Enforced clauses that the rules of core cite, in a line or a refusal, although no row switches them off. */
export function citedWithoutRow(rows: readonly SwitchedOff[]): string[] {
  const cited = globSync("src/**/*.ts", { cwd: CORE, exclude: (path) => /src\/(policy|text)$/.test(path) })
    .flatMap((file) => [...readFileSync(join(CORE, file), "utf8").matchAll(/"([TRC]\d\.\d+)"/g)])
    .map((match) => match[1] ?? "");
  const enforced = new Set(Object.entries(CLAUSES).flatMap(([id, { kind }]) => (kind === "E" ? [id] : [])));
  const covered = new Set<string>(rows.map((row) => row.clause));
  return [...new Set(cited)].filter((clause) => enforced.has(clause) && !covered.has(clause)).sort();
}

/** Switches a rule off in a copy of core and runs the tests that name its clause there. */
export async function switchOff(row: SwitchedOff): Promise<Verdict> {
  const files = testFilesNaming(row.clause);
  if (files.length === 0) return { noticed: false, why: `no test of core names ${row.clause}` };
  if (occurrences(row) !== 1)
    return { noticed: false, why: `"${row.find}" occurs ${occurrences(row)} times in ${row.file}` };
  const copy = mkdtempSync(join(tmpdir(), "tenure-clause-"));
  try {
    // Settings of the compiler point at files that are not copied; the tests run without them.
    for (const part of ["src", "test", "package.json"])
      cpSync(join(CORE, part), join(copy, part), {
        recursive: true,
        filter: (path) => !path.endsWith("tsconfig.json"),
      });
    symlinkSync(join(CORE, "node_modules"), join(copy, "node_modules"), "dir");
    const patched = join(copy, row.file);
    writeFileSync(
      patched,
      readFileSync(patched, "utf8").replace(row.find, () => row.replace),
    );
    const report = join(copy, "report.json");
    const ended = await runCommand({
      command: bin("vitest"),
      args: [
        "run",
        `--root=${copy}`,
        `--testNamePattern=${naming(row.clause)}`,
        `--reporter=${join(ROOT, "scripts/test-run/totals-reporter.ts")}`,
        ...files,
      ],
      env: { TENURE_TEST_REPORT: report },
      timeoutMs: 120_000,
    });
    if (!existsSync(report)) return { noticed: false, why: ended.output.trim() };
    const { tests, broken }: TestReport = JSON.parse(readFileSync(report, "utf8"));
    const by = tests.filter((test) => test.state === "failed").map((test) => test.name);
    if (by.length > 0) return { noticed: true, by };
    // A copy that does not load proves nothing about the rule.
    return broken.length > 0
      ? { noticed: false, why: `the patched copy does not load: ${broken[0]}` }
      : { noticed: false, why: `no test that names ${row.clause} fails` };
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
