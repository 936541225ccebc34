import { choose, complaints, flaws, type Look, openPage } from "./support/looks.ts";
import { at, productUrl } from "./support/product.ts";
import { demoAdministrator } from "./support/staff.ts";
import { expect, type Open, test } from "./support/test.ts";
import { newLivedIn } from "./support/lived-in.ts";

const LOOKS: readonly Look[] = [
  { language: "en", theme: "light" },
  { language: "zh", theme: "dark" },
];

for (const look of LOOKS) {
  const title = `in ${look.language}, ${look.theme}: accessible at both sizes, nothing beyond a phone's width, no error${look.language === "zh" ? ", no English" : ""}`;

  test(`every page of the dashboard ${title}`, async ({ open }) => {
    const { customer, refundedId, runningOrderId, decisionId, planPriceId } = await newLivedIn(
      look.language === "zh" ? "吴健雄" : "Shafi Goldwasser",
      look.language,
    );
    await lookAt(open, customer, look, "dashboard", [
      "",
      "subscription",
      `subscription/review/${planPriceId}`,
      `subscription/refund/${runningOrderId}`,
      `subscription/refund/${runningOrderId}?refund=${refundedId}`,
      "credits",
      "usage",
      "refunds",
      `refunds/${refundedId}`,
      "keys",
      "decisions",
      `decisions/${decisionId}`,
      "notices",
      "settings/profile",
      "settings/security",
      "no-such-page",
    ]);
    await lookAt(open, null, look, "dashboard", [
      "sign-in",
      "sign-up",
      "forgot-password",
      "policy",
      "reset-password",
    ]);
  });

  test(`every page of the admin ${title}`, async ({ open }) => {
    const { customer, refundedId, decisionId } = await newLivedIn(
      look.language === "zh" ? "姚期智" : "Silvio Micali",
      look.language,
    );
    const account = `accounts/${customer.accountId}`;
    await lookAt(open, demoAdministrator(), look, "admin", [
      "",
      "accounts",
      account,
      `${account}/wallet`,
      `${account}/orders`,
      `${account}/refunds/${refundedId}`,
      `${account}/usage`,
      `${account}/decisions`,
      `${account}/decisions/${decisionId}`,
      `${account}/notes`,
      `${account}/notices`,
      `${account}/audit`,
      "audit",
      "prices",
      "policy",
      "payment-events",
      "jobs",
      "settings/profile",
      "settings/security",
    ]);
    await lookAt(open, null, look, "admin", ["sign-in"]);
  });
}

/** Looks at pages one after the other in one browser, and tells everything that is wrong with any of them. */
async function lookAt(
  open: Open,
  who: Parameters<Open>[0],
  look: Look,
  app: "dashboard" | "admin",
  paths: readonly string[],
): Promise<void> {
  const page = await open(who, { locale: look.language === "zh" ? "zh-CN" : "en-US" });
  await choose(page, look);
  const heard = complaints(page);
  const found: string[] = [];
  for (const path of paths) {
    const name = `${app}-${path.replaceAll(/[0-9a-f-]{36}/g, "id").replaceAll(/[/?=]/g, "-")}`;
    await openPage(page, at(app, path));
    found.push(
      ...(await flaws(page, look, (size) => test.info().outputPath(`${name}-${look.language}-${size}.png`))),
    );
  }
  expect([...found, ...heard.map((each) => each.replaceAll(productUrl(), ""))]).toEqual([]);
}
