import { defineConfig } from "@playwright/test";
import { CHROMIUM_ARGS, chromiumPath } from "./src/support/chromium.ts";

// Journeys in *.deep.spec.ts, or tagged @deep, walk the rarer ways; only `pnpm test:deep` goes them.
const deep = process.env["TENURE_DEEP"] === "1";

export default defineConfig({
  testDir: "src",
  ...(deep ? {} : { testIgnore: "**/*.deep.spec.ts", grepInvert: /@deep/ }),
  outputDir: "test-results",
  globalSetup: "./src/support/start-product.ts",
  fullyParallel: true,
  workers: 3,
  // A journey that passes on a second try only has failed.
  retries: 0,
  // Generous: a passing journey never waits for it, and a busy machine is no fault of the product.
  timeout: 240_000,
  expect: { timeout: 40_000 },
  reporter: "line",
  use: {
    viewport: { width: 1280, height: 900 },
    locale: "en-US",
    timezoneId: "Europe/Stockholm",
    reducedMotion: "reduce",
    actionTimeout: 40_000,
    // Actions and network only: pictures and pages of every step would double the time.
    trace: { mode: "retain-on-failure", screenshots: false, snapshots: false, sources: false },
    launchOptions: { executablePath: await chromiumPath(), args: CHROMIUM_ARGS },
  },
});
