import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type BrowserContext, chromium } from "@playwright/test";
import { CHROMIUM_ARGS, chromiumPath } from "@tenure/journeys/support/chromium.ts";
import { signInDemo } from "@tenure/journeys/support/lived-in.ts";
import { at } from "@tenure/journeys/support/product.ts";
import { enter } from "@tenure/journeys/support/session.ts";
import { demoAdministrator } from "@tenure/journeys/support/staff.ts";
import startProduct from "@tenure/journeys/support/start-product.ts";
import lighthouse, { desktopConfig } from "lighthouse";
import { interactionsOfLongTable } from "./screens-table.ts";
import { atMost, median } from "./screens-figures.ts";

// What people wait for in a browser: the first load of both apps, and each press in a table of ten thousand rows. The
// built product with its demo world, real Chromium: `node bench/src/screens.ts [--rows 10000] [--loads 5]` (build first).

const { values } = parseArgs({
  options: {
    rows: { type: "string", default: "10000" },
    loads: { type: "string", default: "5" },
    only: { type: "string", default: "loads,table" },
  },
});
type Report = NonNullable<Awaited<ReturnType<typeof lighthouse>>>["lhr"];

const PORT = 9333;
const FIRST_LOADS = [
  { app: "dashboard", name: "dashboard, Overview", kB: 150 },
  { app: "admin", name: "admin, Today", kB: 200 },
] as const;

const profile = mkdtempSync(join(tmpdir(), "tenure-screens-"));
const stop = await startProduct();
const context = await chromium.launchPersistentContext(profile, {
  executablePath: await chromiumPath(),
  args: [...CHROMIUM_ARGS, `--remote-debugging-port=${PORT}`],
  viewport: { width: 1350, height: 940 },
});
try {
  if (values.only.includes("loads"))
    for (const each of FIRST_LOADS) {
      await context.clearCookies();
      await enter(each.app === "admin" ? demoAdministrator() : await signInDemo("ada@example.com"), context);
      await measureFirstLoad(context, at(each.app), each.name, each.kB);
    }
  if (values.only.includes("table")) await interactionsOfLongTable(context, Number(values.rows));
} finally {
  await context.close();
  await stop();
  rmSync(profile, { recursive: true, force: true });
}

/** Lighthouse at its desktop setting (simulated throttling), several times; the median of each figure counts. */
async function measureFirstLoad(
  browser: BrowserContext,
  url: string,
  name: string,
  kB: number,
): Promise<void> {
  const runs: Report[] = [];
  for (let run = 0; run < Number(values.loads); run += 1) {
    const result = await lighthouse(
      url,
      {
        port: PORT,
        logLevel: "error",
        disableStorageReset: true,
        onlyCategories: ["performance", "accessibility", "best-practices"],
      },
      desktopConfig,
    );
    if (result === undefined) throw new Error("Lighthouse gave no result");
    runs.push(result.lhr);
  }
  const [first] = runs;
  if (first === undefined) return;
  const page = browser.pages()[0] ?? (await browser.newPage());
  const figure = (audit: string) => median(runs.map((lhr) => lhr.audits[audit]?.numericValue ?? Number.NaN));
  const score = (category: string) => median(runs.map((lhr) => (lhr.categories[category]?.score ?? 0) * 100));
  const requests = first.audits["network-requests"]?.details;
  const scripts =
    requests?.type === "table"
      ? requests.items.flatMap(({ url: address, resourceType }) =>
          resourceType === "Script" && typeof address === "string" ? [address] : [],
        )
      : [];
  const sizes = new Map<string, number>();
  for (const script of new Set(scripts)) sizes.set(script, await gzippedBytes(script));
  const bytes = [...sizes.values()].reduce((sum, each) => sum + each, 0);
  console.log(`\n${name} (${first.finalDisplayedUrl}), Lighthouse ${first.lighthouseVersion}`);
  atMost(`JavaScript, gzipped, ${sizes.size} files, kB`, bytes / 1000, kB);
  for (const [script, size] of [...sizes].sort((a, b) => b[1] - a[1]).slice(0, 12))
    console.log(`    ${(size / 1000).toFixed(1)} kB ${new URL(script).pathname}`);
  atMost("LCP, s", figure("largest-contentful-paint") / 1000, 1.2);
  atMost("TBT, ms", figure("total-blocking-time"), 100);
  console.log(`  CLS ${figure("cumulative-layout-shift").toFixed(3)}`);
  for (const category of ["performance", "accessibility", "best-practices"])
    console.log(`  ${category} ${score(category).toFixed(0)} (at least 95)`);
  for (const { id, score: each, title, scoreDisplayMode } of Object.values(first.audits))
    if (each !== null && each < 0.9 && scoreDisplayMode !== "informative") console.log(`    ${id}: ${title}`);
  await page.goto("about:blank");
}

/** How much a file weighs on the way, compressed with gzip as every browser accepts it. */
function gzippedBytes(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    request(url, { headers: { "accept-encoding": "gzip" } }, (answer) => {
      let bytes = 0;
      answer.on("data", (chunk: Buffer) => (bytes += chunk.length));
      answer.once("end", () => resolve(bytes));
      answer.once("error", reject);
    })
      .once("error", reject)
      .end();
  });
}
