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
import { dirname, join } from "node:path";
import { CLAUSES } from "@tenure/core";
import { createVitest, type Reporter, type TestCase, type TestModule, type Vitest } from "vitest/node";
import { ROOT } from "../test-run/run-command.ts";
import type { SwitchedOff } from "./clauses.ts";

const CORE = join(ROOT, "packages/core");

/** What switching a rule off did to the tests that name its clause. */
export type Verdict =
  | { readonly noticed: true; readonly by: readonly string[] }
  | { readonly noticed: false; readonly why: string };

/** Matches the name of a test that names a clause: `R2.1` but not `R2.10` or `CR2.1`. */
const naming = (clause: string) => `(^|[^\\w.])${clause.replace(".", "\\.")}(?![\\d])`;

/** The test files of core that mention a clause, themselves or in the page of worked cases that they read. */
export const testFilesNaming = (clause: string): string[] =>
  globSync("test/**/*.test.ts", { cwd: CORE, exclude: (path) => path.endsWith(".deep.test.ts") })
    .filter((file) => new RegExp(naming(clause)).test(withCases(join(CORE, file))))
    .sort();

/** A test file's text with that of the pages beside it whose cases it runs. */
function withCases(path: string): string {
  const text = readFileSync(path, "utf8");
  const pages = [...text.matchAll(/"\.\/([\w-]+\.md)"/g)].map((match) => join(dirname(path), match[1] ?? ""));
  return [text, ...pages.map((page) => readFileSync(page, "utf8"))].join("\n");
}

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

/**
 * A copy of core in which one rule after the other is switched off. Vitest stays open over it, so that a row costs the
 * tests that name its clause and not a start of everything; the first test that fails ends the row.
 */
export class SwitchBoard {
  readonly #copy: string;
  readonly #vitest: Vitest;
  readonly #seen: Seen;

  private constructor(copy: string, vitest: Vitest, seen: Seen) {
    this.#copy = copy;
    this.#vitest = vitest;
    this.#seen = seen;
  }

  static async open(): Promise<SwitchBoard> {
    const copy = mkdtempSync(join(tmpdir(), "tenure-clause-"));
    // Settings of the compiler point at files that are not copied; the tests run without them.
    for (const part of ["src", "test", "package.json"])
      cpSync(join(CORE, part), join(copy, part), {
        recursive: true,
        filter: (path) => !path.endsWith("tsconfig.json"),
      });
    symlinkSync(join(CORE, "node_modules"), join(copy, "node_modules"), "dir");
    const seen = new Seen();
    const vitest = await createVitest("test", {
      root: copy,
      config: false,
      watch: false,
      include: ["test/**/*.test.ts"],
      pool: "threads",
      isolate: false,
      maxWorkers: 1,
      bail: 1,
      tags: [{ name: "deep" }],
      // Only Vite's own loader forgets a file that has changed.
      experimental: { viteModuleRunner: true },
      reporters: [seen],
    });
    return new SwitchBoard(copy, vitest, seen);
  }

  /** Switches a rule off, runs the tests that name its clause, and switches it on again. */
  async switchOff(row: SwitchedOff): Promise<Verdict> {
    const files = testFilesNaming(row.clause);
    if (files.length === 0) return { noticed: false, why: `no test of core names ${row.clause}` };
    if (occurrences(row) !== 1)
      return { noticed: false, why: `"${row.find}" occurs ${occurrences(row)} times in ${row.file}` };
    const path = join(this.#copy, row.file);
    const text = readFileSync(path, "utf8");
    this.#write(
      path,
      text.replace(row.find, () => row.replace),
    );
    try {
      return await this.#verdict(row.clause, files);
    } finally {
      this.#write(path, text);
    }
  }

  async #verdict(clause: string, files: readonly string[]): Promise<Verdict> {
    this.#seen.forget();
    this.#vitest.setGlobalTestNamePattern(naming(clause));
    await this.#vitest.runTestSpecifications(
      await this.#vitest.globTestSpecifications(files.map((file) => join(this.#copy, file))),
    );
    const { failed, ran, broken } = this.#seen;
    if (failed.length > 0) return { noticed: true, by: [...failed] };
    // A copy that does not load proves nothing about the rule.
    if (broken.length > 0) return { noticed: false, why: `the patched copy does not load: ${broken[0]}` };
    return { noticed: false, why: `no test that names ${clause} ${ran === 0 ? "ran" : "fails"}` };
  }

  #write(path: string, text: string): void {
    writeFileSync(path, text);
    this.#vitest.invalidateFile(path);
  }

  async close(): Promise<void> {
    await this.#vitest.close();
    rmSync(this.#copy, { recursive: true, force: true });
  }
}

/** What happened since it last forgot: Vitest itself keeps the results of earlier rows beside those of this one. */
class Seen implements Reporter {
  failed: string[] = [];
  broken: string[] = [];
  ran = 0;

  forget(): void {
    this.failed = [];
    this.broken = [];
    this.ran = 0;
  }

  onTestCaseResult(test: TestCase): void {
    const { state } = test.result();
    if (state === "skipped" || state === "pending") return;
    this.ran += 1;
    if (state === "failed") this.failed.push(test.fullName);
  }

  onTestModuleEnd(module: TestModule): void {
    this.broken.push(...module.errors().map(({ message }) => message));
  }

  onTestRunEnd(_: unknown, errors: ReadonlyArray<{ readonly message: string }>): void {
    this.broken.push(...errors.map(({ message }) => message));
  }
}
