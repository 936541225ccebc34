/**
 * Takes docs/pictures/refund.png anew: the refund dialog as a customer sees it, with usage and a request in flight.
 *
 *   cd apps/journeys && node src/pictures/refund.ts
 *
 * The front ends must be built; everything else is started, as for the journeys, on data and ports of its own.
 */
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { CHROMIUM_ARGS, chromiumPath } from "../support/chromium.ts";
import { newCustomer } from "../support/people.ts";
import { at } from "../support/product.ts";
import { buyPro, sdkOf } from "../support/purchases.ts";
import { enter } from "../support/session.ts";
import startProduct from "../support/start-product.ts";

const TARGET = join(import.meta.dirname, "../../../../docs/pictures/refund.png");
/** Page shown around the dialog, CSS pixels. */
const MARGIN = 28;

const stop = await startProduct();
const browser = await chromium.launch({ executablePath: await chromiumPath(), args: CHROMIUM_ARGS });
try {
  const customer = await newCustomer("Ada Lindqvist");
  const order = await buyPro(customer);
  const sdk = await sdkOf(customer);
  await sdk.usage.record([
    {
      clientEventId: "picture",
      model: "harbor-large",
      tokens: { inputTokens: 410_000, cachedInputTokens: 160_000, outputTokens: 31_400 },
    },
  ]);
  await sdk.usage.authorize({ model: "harbor-large", amount: { amount: "0.45", currency: "USD" } });
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    deviceScaleFactor: 1.5,
    locale: "en-US",
    timezoneId: "Europe/Stockholm",
    reducedMotion: "reduce",
  });
  await enter(customer, context);
  const page = await context.newPage();
  await page.goto(at("dashboard", `subscription/refund/${order.orderId}`));
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: /^Submit Refund/ }).waitFor();
  // A ring around the button that has the keyboard would only puzzle a reader.
  await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
  const box = await dialog.boundingBox();
  if (box === null) throw new Error("the dialog is not shown");
  await page.screenshot({
    path: TARGET,
    clip: {
      x: box.x - MARGIN,
      y: box.y - MARGIN,
      width: box.width + 2 * MARGIN,
      height: box.height + 2 * MARGIN,
    },
  });
} finally {
  await browser.close();
  await stop();
}
