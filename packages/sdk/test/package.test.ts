import { execFile } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { publint } from "publint";
import { rolldown } from "rolldown";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const run = promisify(execFile);
const root = join(import.meta.dirname, "..");
const scratch = mkdtempSync(join(tmpdir(), "tenure sdk "));
/** Where a partner would have it. */
const installed = join(scratch, "node_modules/@tenure/sdk");

/** Resolves the packed archive's types in every way there is, and prints what is wrong with them. */
const ANALYSE = `import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { readFileSync } from "node:fs";
const analysis = await checkPackage(createPackageFromTarballData(readFileSync(process.argv[1])));
console.log(JSON.stringify({ entries: Object.keys(analysis.entrypoints ?? {}).toSorted(), problems: analysis.problems ?? ["no types"] }));`;

interface Manifest {
  readonly dependencies?: object;
  readonly peerDependencies?: object;
  readonly peerDependenciesMeta?: object;
  readonly publishConfig: { readonly exports: object };
}

beforeAll(async () => {
  const dist = join(scratch, "dist");
  await run(join(root, "node_modules/.bin/tsdown"), ["--out-dir", dist], { cwd: root });
  mkdirSync(installed, { recursive: true });
  cpSync(dist, join(installed, "dist"), { recursive: true });
  for (const file of ["README.md", "CHANGELOG.md", "LICENSE"])
    cpSync(join(root, file), join(installed, file));
  // What packing does with publishConfig.
  const manifest: Manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  writeFileSync(
    join(installed, "package.json"),
    JSON.stringify({ ...manifest, ...manifest.publishConfig, devDependencies: {} }),
  );
  writeFileSync(join(scratch, "package.json"), JSON.stringify({ name: "partner", type: "module" }));
  symlinkSync(join(root, "node_modules/typescript"), join(scratch, "node_modules/typescript"));
}, 60_000);
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe("the package a partner installs", () => {
  it("has nothing that publint objects to, and no dependencies", async () => {
    const { messages } = await publint({ pkgDir: installed, pack: false, strict: true });
    expect(messages).toEqual([]);
    const manifest: Manifest = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
    // Whoever wants schemas has zod already.
    expect([manifest.dependencies, manifest.peerDependencies]).toEqual([undefined, { zod: ">=4" }]);
    expect(manifest.peerDependenciesMeta).toEqual({ zod: { optional: true } });
  });

  it("holds these files and no others, and its types are right in every way of resolving it", {
    tags: ["deep"],
  }, async () => {
    const { stdout } = await run("npm", ["pack", "--json", "--pack-destination", scratch], {
      cwd: installed,
    });
    const [packed] = JSON.parse(stdout) as { filename: string; files: { path: string }[] }[];
    const entries = ["index", "money/index", "preview/index", "schemas/index", "terms/index"].flatMap(
      (entry) => ["cjs", "d.cts", "d.ts", "js"].map((ending) => `dist/${entry}.${ending}`),
    );
    const files = (packed?.files ?? []).map(({ path }) => path);
    // Chunks that both entries share carry a hash in their name.
    expect(files.filter((file) => !/^dist\/[\w-]+-[\w-]{8}\.(c?js|d\.c?ts)$/.test(file)).toSorted()).toEqual(
      ["CHANGELOG.md", "LICENSE", "README.md", "package.json", ...entries].toSorted(),
    );
    // By itself: the test runner asks for the analyser's sources, which Node does not read.
    const { stdout: found } = await run(
      process.execPath,
      ["--input-type=module", "--eval", ANALYSE, join(scratch, basename(packed?.filename ?? ""))],
      { cwd: root },
    );
    expect(JSON.parse(found)).toEqual({
      entries: [".", "./money", "./package.json", "./preview", "./schemas", "./terms"],
      problems: [],
    });
  });

  // Bundled, minified and gzipped for a browser, in bytes: what a page pays for these names and nothing else.
  it.each([
    ["Tenure", "@tenure/sdk", 8_192],
    ["verifyWebhook", "@tenure/sdk", 1_536],
    ["verifyReceipt", "@tenure/sdk", 1_536],
    ["usageBuffer, withUsage, withUsageStream, tokensOfOpenAI, tokensOfAiSdk", "@tenure/sdk", 3_584],
    ["estimateRefund, estimateCancel, serverClock, timeLeft", "@tenure/sdk/preview", 4_096],
    ["nanosOf, moneyOf, plus, minus, compare", "@tenure/sdk/money", 1_536],
    // A calendar that knows every zone, for who wants to count terms by themselves.
    ["termEnd, termAt, termContaining, cancelBy", "@tenure/sdk/terms", 24_576],
  ])("%s of %s: at most %i bytes", async (names, from, mostBytes) => {
    const entry = join(scratch, "bundled.mjs");
    writeFileSync(entry, `export { ${names} } from "${from}";`);
    const build = await rolldown({ input: entry, platform: "browser", logLevel: "silent" });
    const { output } = await build.generate({ format: "esm", minify: true });
    await build.close();
    expect(output).toHaveLength(1);
    // Nothing is left to be found elsewhere: neither of Node nor of a package.
    expect(output[0].imports).toEqual([]);
    expect(gzipSync(output[0].code, { level: 9 }).length).toBeLessThanOrEqual(mostBytes);
  });

  it.each([
    ["preview.mjs", `import { timeLeft } from "@tenure/sdk/preview";`],
    ["preview.cjs", `const { timeLeft } = require("@tenure/sdk/preview");`],
  ])("previews work from %s", async (name, line) => {
    writeFileSync(
      join(scratch, name),
      `${line} console.log(JSON.stringify(timeLeft("2026-11-20T10:00:05Z", new Date("2026-11-20T10:00:00Z"))));`,
    );
    const { stdout } = await run(process.execPath, [join(scratch, name)]);
    expect(JSON.parse(stdout)).toMatchObject({ isOver: false, seconds: 5, ms: 5000 });
  });

  it("gives amounts that are counted exactly, terms by the calendar, and schemas that read what the API answers", async () => {
    symlinkSync(join(root, "node_modules/zod"), join(scratch, "node_modules/zod"));
    writeFileSync(
      join(scratch, "further.mjs"),
      `import { compare, minus, moneyOf, nanosOf, plus } from "@tenure/sdk/money";
       import { cancelBy, termEnd } from "@tenure/sdk/terms";
       import { planSchema } from "@tenure/sdk/schemas";
       const [a, b] = [{ amount: "0.10", currency: "USD" }, { amount: "0.2", currency: "USD" }];
       const end = termEnd({ anchor: "2027-01-31T08:00:00.000Z", zone: "Asia/Shanghai", interval: "month", index: 0 });
       let refused = "";
       try { plus(a, { amount: "1", currency: "EUR" }); } catch (error) { refused = error.constructor.name; }
       console.log(JSON.stringify([
         plus(a, b).amount, minus(a, b).amount, compare(a, b), String(nanosOf(b)), moneyOf(5n, "JPY").amount, refused,
         end, cancelBy(end, 24), planSchema.safeParse({ id: "pro" }).success,
       ]));`,
    );
    const { stdout } = await run(process.execPath, [join(scratch, "further.mjs")]);
    expect(JSON.parse(stdout)).toEqual([
      // A tenth and two tenths, which floats make 0.30000000000000004; less more is below zero.
      "0.30",
      "-0.10",
      -1,
      "200000000",
      "0.000000005",
      "TypeError",
      // 31 January 16:00 in Shanghai; February has 28 days.
      "2027-02-28T08:00:00.000Z",
      "2027-02-27T08:00:00.000Z",
      false,
    ]);
  });

  it.each([
    ["module.mjs", `import { Tenure, RefusedError } from "@tenure/sdk";`],
    ["common.cjs", `const { Tenure, RefusedError } = require("@tenure/sdk");`],
  ])("works from %s", async (name, line) => {
    writeFileSync(
      join(scratch, name),
      `${line}
       const fetch = async () => Response.json({ code: "insufficient_funds", refusals: [] }, { status: 409 });
       new Tenure({ apiKey: "k", baseUrl: "https://x.test", fetch }).wallet.get()
         .catch((error) => console.log(error instanceof RefusedError, error.name, error.code));`,
    );
    const { stdout } = await run(process.execPath, [join(scratch, name)]);
    expect(stdout.trim()).toBe("true RefusedError insufficient_funds");
  });

  // Each comes from the registry, as it is published there; none is a dependency, since they weigh a hundred times the SDK.
  it.each([
    ["Node 18", ["node@18.20.8"]],
    ["Bun", ["bun@1.4.5"]],
    ["Deno", ["deno@2.9.6", "run", "--allow-read", "--allow-env"]],
  ])("works in %s", { tags: ["deep"], timeout: 180_000 }, async (_, [program, ...args]) => {
    const file = join(scratch, "elsewhere.mjs");
    writeFileSync(
      file,
      `import { Tenure, verifyReceipt } from "@tenure/sdk";
       import { timeLeft } from "@tenure/sdk/preview";
       const fetch = async (input, init) => {
         const { url, headers } = new Request(input, init);
         return Response.json({ url, sent: headers.get("authorization") });
       };
       const wallet = await new Tenure({ apiKey: "k", baseUrl: "https://x.test", fetch }).wallet.get();
       const { seconds } = timeLeft("2026-11-20T10:00:05Z", new Date("2026-11-20T10:00:00Z"));
       // One text: a number by itself some print in colour.
       console.log([wallet.url, wallet.sent, typeof verifyReceipt, seconds].join(" "));`,
    );
    const { stdout } = await run("npx", ["-y", program ?? "", ...args, file], { cwd: scratch });
    expect(stdout.trim()).toBe("https://x.test/v1/wallet Bearer k function 5");
  });

  const typesHold = async (compiler: string) => {
    const text = `import { Tenure, type UsageHold } from "@tenure/sdk";
      import { estimateRefund, type RefundEstimate } from "@tenure/sdk/preview";
      export const estimate = async (): Promise<RefundEstimate | null> =>
        estimateRefund(await new Tenure({ apiKey: "k", baseUrl: "https://x.test" }).refunds.preview("o"), { at: new Date() });
      export const hold: Promise<UsageHold> = new Tenure({ apiKey: "k", baseUrl: "https://x.test" }).usage.authorize({ model: "m", maxInputTokens: 1, maxOutputTokens: 1 });
      // @ts-expect-error an amount without a currency is none
      export const wrong = new Tenure({ apiKey: "k", baseUrl: "x" }).usage.authorize({ model: "m", amount: { amount: "1" } });`;
    writeFileSync(join(scratch, "esm.mts"), text);
    writeFileSync(join(scratch, "cjs.cts"), text);
    writeFileSync(
      join(scratch, "tsconfig.json"),
      JSON.stringify({
        compilerOptions: {
          noEmit: true,
          strict: true,
          skipLibCheck: false,
          module: "nodenext",
          target: "es2022",
          lib: ["es2022", "dom"],
          types: [],
        },
        files: ["esm.mts", "cjs.cts"],
      }),
    );
    const { stdout } = await run(
      process.execPath,
      [join(root, "node_modules", compiler, "bin/tsc"), "-p", scratch],
      { cwd: scratch },
    ).catch((error: { stdout?: string }) => ({ stdout: String(error.stdout) }));
    expect(stdout).toBe("");
  };
  const strict = "has types for modules and for CommonJS, strict down to those it declares, with TypeScript";
  it(`${strict} 7`, () => typesHold("typescript"));
  it(`${strict} 5.4`, { tags: ["deep"] }, () => typesHold("typescript-5.4"));

  it("imports nothing but its own pieces, so it runs wherever fetch does", () => {
    const dist = join(installed, "dist");
    // Pieces that several entries share stand beside the entries.
    const pieces = readdirSync(dist).filter((file) => /\.c?js$/.test(file));
    const entries = ["preview/index", "money/index"].flatMap((entry) => [`${entry}.js`, `${entry}.cjs`]);
    expect(pieces.length).toBeGreaterThanOrEqual(2);
    for (const file of [...pieces, ...entries]) {
      const text = readFileSync(join(dist, file), "utf8");
      expect(text, file).not.toMatch(
        /\brequire\("(?!\.)|\bfrom ["'](?!\.)|^import ["'](?!\.)|node:|\bprocess\b|\bBuffer\b/m,
      );
      // Neither checks of whole requests nor a calendar: what an estimate needs is arithmetic.
      expect(text, file).not.toMatch(/\bzod\b|ZodError|Temporal/i);
    }
  });
});
