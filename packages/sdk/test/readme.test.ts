import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const run = promisify(execFile);
const root = join(import.meta.dirname, "..");
// Inside the package, so that "@tenure/sdk" means this package; git ignores node_modules.
const folder = join(root, "node_modules/.readme-samples");
const samples = [...readFileSync(join(root, "README.md"), "utf8").matchAll(/```ts\n([\s\S]*?)```/g)].map(
  (match, index) => ({ name: `sample-${index + 1}.ts`, text: match[1] ?? "" }),
);

describe("the samples of the README", () => {
  beforeAll(() => {
    mkdirSync(folder, { recursive: true });
    for (const { name, text } of samples) writeFileSync(join(folder, name), text);
    writeFileSync(
      join(folder, "tsconfig.json"),
      JSON.stringify({
        extends: "../../tsconfig.json",
        compilerOptions: { lib: ["es2024", "dom"] },
        include: ["./*.ts"],
        exclude: [],
      }),
    );
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("are there", () => expect(samples.length).toBeGreaterThanOrEqual(5));

  it("compile under the strictest settings", async () => {
    const tsc = join(root, "node_modules/.bin/tsc");
    const { stdout } = await run(tsc, ["-p", folder]).catch((error: { stdout?: string }) => ({
      stdout: String(error.stdout),
    }));
    expect(stdout).toBe("");
  });

  const runsAndPrints = async ({ name, text }: (typeof samples)[number]) => {
    const promised = [...text.matchAll(/^\/\/ prints: (.*)$/gm)].map((match) => match[1]);
    // Node strips no types under node_modules; the sample runs from its text, as a module of this package.
    const { stdout } = await run(
      process.execPath,
      [
        "--import",
        join(import.meta.dirname, "readme-server.ts"),
        "--input-type=module-typescript",
        "--eval",
        readFileSync(join(folder, name), "utf8"),
      ],
      { cwd: root },
    );
    expect(promised.length).toBeGreaterThan(0);
    expect(stdout.trim().split("\n")).toEqual(promised);
  };
  const says = "$name runs and prints what it says";
  it.each(samples.slice(0, 3))(says, runsAndPrints);
  it.each(samples.slice(3))(says, { tags: ["deep"] }, runsAndPrints);
});
