import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";

/** A Chromium of the machine where one is named or usual, else the one that comes from npm. */
async function chromiumPath(): Promise<string> {
  const own = process.env["CHROME_PATH"];
  if (own !== undefined) return own;
  if (process.platform === "linux") {
    const { default: chromium } = await import("@sparticuz/chromium");
    return chromium.executablePath();
  }
  const usual = ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/usr/bin/google-chrome"];
  return usual.find((path) => existsSync(path)) ?? "chromium";
}

export default defineConfig({
  testDir: "src",
  outputDir: "test-results",
  globalSetup: "./src/support/start-product.ts",
  fullyParallel: true,
  workers: 2,
  // A journey that passes on a second try only has failed.
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: "line",
  use: {
    viewport: { width: 1280, height: 900 },
    locale: "en-US",
    timezoneId: "Europe/Stockholm",
    reducedMotion: "reduce",
    actionTimeout: 15_000,
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: await chromiumPath(),
      // The npm package's own list is for one-page lambdas: it turns web security off and breaks several tabs.
      args: ["--no-sandbox", "--use-angle=swiftshader"],
    },
  },
});
