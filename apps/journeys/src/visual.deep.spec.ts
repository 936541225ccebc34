import { goTo } from "./support/looks.ts";
import { newCustomer } from "./support/people.ts";
import { at } from "./support/product.ts";
import { buyPro, buyTopUp, refundComesTo, sdkOf, submitRefund } from "./support/purchases.ts";
import { standStill } from "./support/stand-still.ts";
import { demoAdministrator } from "./support/staff.ts";
import { expect, test } from "./support/test.ts";

// What a page looked like when somebody last looked at it and found it good lies beside this file. After a change that is
// meant: `TENURE_DEEP=1 playwright test visual --update-snapshots`, and look at each picture again.

/** Letters may be a shade different at their edges; a line that moved is far more than this. */
const LIKENESS = { maxDiffPixelRatio: 0.004, animations: "disabled", fullPage: true } as const;

for (const theme of ["light", "dark"] as const)
  for (const [size, viewport] of [
    ["desktop", { width: 1280, height: 900 }],
    ["phone", { width: 390, height: 844 }],
  ] as const)
    test(`the gallery of components looks as it did, ${theme}, ${size}`, async ({ open }) => {
      const page = await open(null, { viewport });
      await page.clock.setFixedTime(new Date("2026-11-28T12:00:00Z"));
      // It shows what loads as well, for ever: nothing to wait for but its head.
      await page.goto(at("dashboard", "gallery"));
      await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
      await page.evaluate((chosen) => (document.documentElement.dataset["theme"] = chosen), theme);
      await standStill(page);
      await expect(page).toHaveScreenshot(`gallery-${theme}-${size}.png`, LIKENESS);
    });

test("ten pages of an account look as they did, to its owner and to staff", async ({ open }) => {
  const customer = await newCustomer("Ada Lindqvist");
  const plan = await buyPro(customer);
  const topUp = await buyTopUp(customer, "50");
  await (await sdkOf(customer)).usage.record([
    {
      clientEventId: "picture",
      model: "harbor-large",
      tokens: { inputTokens: 410_000, cachedInputTokens: 160_000, outputTokens: 31_400 },
    },
  ]);
  const refundId = await submitRefund(customer, topUp.orderId);
  await refundComesTo(customer, refundId, "refunded");
  const { settleDecisionId } = await customer.api.refunds.get.query({
    accountId: customer.accountId,
    refundId,
  });
  const pages = {
    dashboard: [
      ["overview", ""],
      ["subscription", "subscription"],
      ["refund-preview", `subscription/refund/${plan.orderId}`],
      ["credits", "credits"],
      ["receipt", `credits/receipts/${topUp.orderId}`],
      ["decision", `decisions/${settleDecisionId}`],
      ["ownership", "ownership"],
    ],
    admin: [
      ["account", `accounts/${customer.accountId}`],
      ["account-wallet", `accounts/${customer.accountId}/wallet`],
      ["account-refund", `accounts/${customer.accountId}/refunds/${refundId}`],
    ],
  } as const;
  for (const app of ["dashboard", "admin"] as const) {
    const page = await open(app === "admin" ? demoAdministrator() : customer);
    for (const [place, [name, path]] of pages[app].entries()) {
      await goTo(page, at(app, path), place === 0);
      await standStill(page);
      await expect.soft(page).toHaveScreenshot(`${app}-${name}.png`, LIKENESS);
    }
  }
});
