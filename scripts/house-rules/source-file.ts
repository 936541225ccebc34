import { readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";
import { type ParseResult, parseSync } from "oxc-parser";

/** A file of the project. `path` is relative to the root, with forward slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

const SKIPPED_FOLDERS = new Set([
  "node_modules",
  "dist",
  "generated",
  "locales",
  "test-results",
  "playwright-report",
]);
const READ = new Set([
  ".ts",
  ".tsx",
  ".mts",
  ".js",
  ".json",
  ".md",
  ".sql",
  ".css",
  ".html",
  ".yaml",
  ".yml",
  ".prisma",
  ".toml",
]);

/** Every file a person writes, with its text where it is text we know. */
export async function projectFiles(root: string): Promise<SourceFile[]> {
  const files: SourceFile[] = [];
  const visit = async (folder: string): Promise<void> => {
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (!SKIPPED_FOLDERS.has(entry.name) && !entry.name.startsWith(".")) await visit(path);
      } else if (entry.isFile() && entry.name !== "pnpm-lock.yaml" && !entry.name.endsWith(".gen.ts")) {
        const known = READ.has(extname(entry.name)) || entry.name === "Dockerfile";
        files.push({
          path: relative(root, path).split(sep).join("/"),
          text: known ? readFileSync(path, "utf8") : "",
        });
      }
    }
  };
  await visit(root);
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Whether a file is TypeScript. */
export const isTypeScript = ({ path }: SourceFile): boolean => /\.tsx?$/.test(path);

/** Whether a file is a test or helps tests; rules about the product do not bind it. */
export const isTest = ({ path }: SourceFile): boolean =>
  /(^|\/)(test|bench)\//.test(path) || /\.test\.tsx?$/.test(path) || path.startsWith("apps/journeys/");

const parsed = new WeakMap<SourceFile, ParseResult>();

/** The syntax tree of a file, parsed once. @throws Error on a file that does not parse. */
export function parse(file: SourceFile): ParseResult {
  const known = parsed.get(file);
  if (known !== undefined) return known;
  const result = parseSync(file.path, file.text);
  const [error] = result.errors;
  if (error !== undefined) throw new Error(`${file.path}: ${error.message}`);
  parsed.set(file, result);
  return result;
}

/** The specifiers a file imports or re-exports, with the offset where each stands. */
export function importsOf(file: SourceFile): { specifier: string; offset: number }[] {
  const { module } = parse(file);
  return [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest }) => (moduleRequest ? [moduleRequest] : [])),
    ),
    ...module.dynamicImports.map(({ moduleRequest: { start, end } }) => ({
      start,
      value: file.text.slice(start + 1, end - 1),
    })),
  ].map(({ value, start }) => ({ specifier: value, offset: start }));
}

/** One-based line of an offset. */
export const lineAt = ({ text }: SourceFile, offset: number): number =>
  text.slice(0, offset).split("\n").length;
