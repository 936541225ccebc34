import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { Tenure } from "@tenure/sdk";
import { rolldown } from "rolldown";
import { atMost } from "./targets.ts";

// What our SDK costs a program that installs it, beside SDKs of its kind, in one run on one machine:
// `node bench/src/sdk.ts` (build first). Sizes are of the one client class, bundled for Node, minified, gzipped.

const BENCH = join(import.meta.dirname, "..");
const ROUNDS = 15;
const CALLS = 20_000;

interface Measured {
  readonly name: string;
  readonly gzippedBytes: number;
  readonly importMs: number;
}

/** One line of a program that uses nothing but the client. */
const CLIENTS = [
  ["@tenure/sdk", 'import { Tenure as Client } from "@tenure/sdk";'],
  ["@tenure/sdk/preview", 'import { estimateRefund as Client } from "@tenure/sdk/preview";'],
  ["stripe", 'import Client from "stripe";'],
  ["openai", 'import Client from "openai";'],
  ["autumn-js", 'import { Autumn as Client } from "autumn-js";'],
] as const;

const scratch = mkdtempSync(join(BENCH, "node_modules/.sdk-"));
try {
  const measured: Measured[] = [];
  for (const [name, line] of CLIENTS) measured.push(await measure(name, line));
  console.log("| client | bundled, minified, gzipped | cold import |\n| --- | --: | --: |");
  for (const { name, gzippedBytes, importMs } of measured)
    console.log(`| ${name} | ${(gzippedBytes / 1024).toFixed(1)} kB | ${importMs.toFixed(1)} ms |`);
  const [client, preview] = measured;
  const { bare, sdk } = await overhead();
  const overheadMicros = sdk - bare;
  console.log(
    `\nA call: ${bare.toFixed(1)} µs by fetch alone, ${sdk.toFixed(1)} µs by the SDK (${CALLS} calls a round, ${ROUNDS} rounds)\n`,
  );
  for (const { what, value, goal, met, digits, suffix } of [
    atMost("client, gzipped", (client?.gzippedBytes ?? Number.NaN) / 1024, 8, " kB"),
    atMost("previews, gzipped", (preview?.gzippedBytes ?? Number.NaN) / 1024, 12, " kB"),
    atMost("cold import of the client", client?.importMs ?? Number.NaN, 5, " ms"),
    atMost("overhead of a call over fetch", overheadMicros, 50, " µs"),
  ])
    console.log(`${met ? "✓" : "✗"} ${what}: ${value.toFixed(digits)}${suffix} (${goal})`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** As a partner has it: our workspace's package would be its TypeScript sources. */
function installed(name: string): string {
  if (!name.startsWith("@tenure/sdk")) return name;
  return join(BENCH, "../packages/sdk/dist", name.endsWith("preview") ? "preview/index.js" : "index.js");
}

async function measure(name: string, line: string): Promise<Measured> {
  const specifier = installed(name);
  const entry = join(scratch, "entry.mjs");
  writeFileSync(
    entry,
    `${line.replace(`"${name}"`, JSON.stringify(specifier))}\nglobalThis.client = Client;`,
  );
  const build = await rolldown({ input: entry, platform: "node", logLevel: "silent" });
  const { output } = await build.generate({ format: "esm", minify: true });
  await build.close();
  const code = output.map((chunk) => (chunk.type === "chunk" ? chunk.code : "")).join("");
  return { name, gzippedBytes: gzipSync(code, { level: 9 }).length, importMs: coldImportMs(specifier) };
}

/** From the first line of a fresh process until the package is there, as installed and not bundled; median. */
function coldImportMs(specifier: string): number {
  const program = join(scratch, "cold.mjs");
  writeFileSync(
    program,
    `const began = performance.now();
     await import(${JSON.stringify(specifier)});
     console.log(performance.now() - began);`,
  );
  const times = Array.from({ length: ROUNDS }, () =>
    Number(execFileSync(process.execPath, [program], { encoding: "utf8", env: {} })),
  );
  return median(times);
}

/** Microseconds a call takes by fetch alone, which answers at once, and by the SDK over it; medians of rounds in turn. */
async function overhead(): Promise<{ readonly bare: number; readonly sdk: number }> {
  const text = JSON.stringify({ balance: { amount: "12.50", currency: "USD" } });
  const answer = async () => new Response(text, { headers: { "content-type": "application/json" } });
  const tenure = new Tenure({ apiKey: "tnr_test_x", baseUrl: "https://tenure.test", fetch: answer });
  const bare = async () => {
    const response = await answer();
    return JSON.parse(await response.text()) as unknown;
  };
  const microsOf = async (call: () => Promise<unknown>) => {
    const began = performance.now();
    for (let index = 0; index < CALLS; index += 1) await call();
    return ((performance.now() - began) * 1000) / CALLS;
  };
  const [bares, sdks]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    bares.push(await microsOf(bare));
    sdks.push(await microsOf(() => tenure.wallet.get()));
  }
  return { bare: median(bares), sdk: median(sdks) };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
