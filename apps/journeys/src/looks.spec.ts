import { newLivedIn } from "./support/lived-in.ts";
import { choose, complaints, flaws, type Look, openPage } from "./support/looks.ts";
import { at, productUrl } from "./support/product.ts";
import { demoAdministrator } from "./support/staff.ts";
import { expect, type Open, test } from "./support/test.ts";

const LOOKS: readonly (Look & { readonly title: string; readonly name: string })[] = [
  { language: "en", theme: "light", title: "in English and light: no error", name: "Shafi Goldwasser" },
  { language: "zh", theme: "dark", title: "in Chinese and dark: no error, no English", name: "吴健雄" },
];

for (const look of LOOKS)
  test(`every page ${look.title}, WCAG 2.2 AA on desktop and phone, nothing beyond a phone's width`, async ({
    open,
  }) => {
    // Some forty pages, each at two sizes: on a busy machine more than other journeys may take.
    test.setTimeout(300_000);
    const { customer, refundedId, runningOrderId, topUpOrderId, decisionId, lotId, planPriceId } =
      await newLivedIn(look.name, look.language);
    const account = `accounts/${customer.accountId}`;
    const found = [
      ...(await lookAt(open, customer, look, "dashboard", [
        "",
        "subscription",
        `subscription/review/${planPriceId}`,
        `subscription/refund/${runningOrderId}`,
        `subscription/refund/${runningOrderId}?refund=${refundedId}`,
        "credits",
        "credits/automatic",
        "credits/review?amount=50",
        `credits/receipts/${topUpOrderId}`,
        `credits/lots/${lotId}`,
        "invite",
        `credits?order=${topUpOrderId}&checkout=done`,
        "usage",
        "usage?range=24h&by=key",
        "statement",
        "prices",
        "refunds",
        `refunds/${refundedId}`,
        "keys",
        "decisions",
        `decisions/${decisionId}`,
        "notices",
        "settings/profile",
        "settings/security",
        "settings/spend-limits",
        "no-such-page",
      ])),
      ...(await lookAt(open, null, look, "dashboard", [
        "sign-in",
        "sign-up",
        "sign-up?ref=ABCDEFGH",
        "forgot-password",
        "reset-password",
        "policy",
      ])),
      ...(await lookAt(open, demoAdministrator(), look, "admin", [
        "",
        "accounts",
        account,
        `${account}/wallet`,
        `${account}/orders`,
        `${account}/refunds/${refundedId}`,
        `${account}/usage`,
        `${account}/prices`,
        `${account}/ledger`,
        `${account}/decisions`,
        `${account}/decisions/${decisionId}`,
        `${account}/notes`,
        `${account}/notices`,
        `${account}/audit`,
        "audit",
        "gifts",
        "referrals",
        "plans",
        "prices",
        "policy",
        "payment-events",
        "ledger",
        "jobs",
        "settings/profile",
        "settings/security",
      ])),
      ...(await lookAt(open, null, look, "admin", ["sign-in"])),
    ];
    expect(found).toEqual([]);
  });

/** Looks at pages one after the other in one browser. @returns everything that is wrong with any of them */
async function lookAt(
  open: Open,
  who: Parameters<Open>[0],
  look: Look,
  app: "dashboard" | "admin",
  paths: readonly string[],
): Promise<readonly string[]> {
  const page = await open(who, { locale: look.language === "zh" ? "zh-CN" : "en-US" });
  await choose(page, look);
  const heard = complaints(page);
  const found: string[] = [];
  for (const [place, path] of paths.entries()) {
    const name = `${app}-${path.replaceAll(/[0-9a-f-]{36}/g, "id").replaceAll(/[/?=]/g, "-")}-${look.language}`;
    await openPage(page, at(app, path));
    found.push(...(await flaws(page, look, place, (size) => test.info().outputPath(`${name}-${size}.png`))));
  }
  return [...found, ...heard.map((each) => each.replaceAll(productUrl(), ""))];
}
