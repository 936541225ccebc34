import { type LivedIn, newLivedIn } from "./support/lived-in.ts";
import { choose, complaints, flaws, isLookedAt, type Look, openPage } from "./support/looks.ts";
import { at, productUrl } from "./support/product.ts";
import { routesOf } from "./support/routes.ts";
import { demoAdministrator } from "./support/staff.ts";
import { expect, type Open, test } from "./support/test.ts";

const LOOKS: readonly (Look & { readonly title: string; readonly name: string })[] = [
  { language: "en", theme: "light", title: "in English and light: no error", name: "Shafi Goldwasser" },
  { language: "zh", theme: "dark", title: "in Chinese and dark: no error, no English", name: "吴健雄" },
];

type Pages = readonly string[];

const DASHBOARD_SIGNED_OUT: Pages = [
  "sign-in",
  "sign-up",
  "sign-up?ref=ABCDEFGH",
  "forgot-password",
  "reset-password",
  "verify-email",
  "cancel-before-price-change",
  "policy",
];

const dashboardPages = (of: LivedIn): Pages => [
  "",
  "subscription",
  `subscription/review/${of.planPriceId}`,
  `subscription/refund/${of.runningOrderId}`,
  `subscription/refund/${of.runningOrderId}?refund=${of.refundedId}`,
  "credits",
  "credits/automatic",
  "credits/review?amount=50",
  `credits/receipts/${of.topUpOrderId}`,
  `credits/lots/${of.lotId}`,
  `credits?order=${of.topUpOrderId}&checkout=done`,
  "add-ons",
  `add-ons/${of.addOnPriceId}`,
  "gifts",
  "gifts/new",
  "redeem/ABCD-EFGH-JKLM",
  "invite",
  "usage",
  "usage?range=24h&by=key",
  "statement",
  "prices",
  "billing",
  "refunds",
  `refunds/${of.refundedId}`,
  "keys",
  "decisions",
  `decisions/${of.decisionId}`,
  "notices",
  "settings/profile",
  "settings/security",
  "settings/payment-methods",
  "settings/spend-limits",
  "settings/data",
  "no-such-page",
];

const adminPages = ({ customer, refundedId, decisionId }: LivedIn): Pages => {
  const account = `accounts/${customer.accountId}`;
  return [
    "",
    "accounts",
    "accounts/suspended",
    account,
    `${account}/wallet`,
    `${account}/orders`,
    `${account}/refunds/${refundedId}`,
    `${account}/billing`,
    `${account}/add-ons`,
    `${account}/usage`,
    `${account}/prices`,
    `${account}/ledger`,
    `${account}/decisions`,
    `${account}/decisions/${decisionId}`,
    `${account}/measures`,
    `${account}/notes`,
    `${account}/notices`,
    `${account}/audit`,
    "audit",
    "plans",
    "add-ons",
    "gifts",
    "gift-subscriptions",
    "distributors",
    "referrals",
    "invoices",
    "prices",
    "policy",
    "payment-events",
    "ledger",
    "jobs",
    "settings/profile",
    "settings/security",
  ];
};

/** Pages that are shown what is not there, and say so: the browser notes the 404 they asked for. */
const NOTHING_THERE: Pages = ["/redeem/", "/cancel-before-price-change"];

/** Pages that the looks do not open, and why. */
const ELSEWHERE: Readonly<Record<"dashboard" | "admin", Pages>> = {
  // Two-factor asks in the middle of a sign-in; the gallery is no page of the product; settings lead on to the first of
  // them; a journal is opened by books.spec.ts.
  dashboard: ["two-factor", "gallery", "settings"],
  admin: ["ledger/journals/$journalId", "two-factor", "settings"],
};

for (const look of LOOKS) {
  test(`pages of the dashboard ${look.title}, WCAG 2.2 AA on desktop and phone, nothing beyond a phone's width`, async ({
    open,
  }) => {
    test.setTimeout(300_000);
    const lived = await newLivedIn(look.name, look.language);
    expect([
      ...(await lookAt(open, lived.customer, look, "dashboard", dashboardPages(lived))),
      ...(await lookAt(open, null, look, "dashboard", DASHBOARD_SIGNED_OUT)),
    ]).toEqual([]);
  });

  test(`pages of the admin ${look.title}, WCAG 2.2 AA on desktop and phone, nothing beyond a phone's width`, async ({
    open,
  }) => {
    test.setTimeout(300_000);
    const lived = await newLivedIn(look.name, look.language);
    expect([
      ...(await lookAt(open, demoAdministrator(), look, "admin", adminPages(lived))),
      ...(await lookAt(open, null, look, "admin", ["sign-in"])),
    ]).toEqual([]);
  });
}

test("no page of either app is left out", () => {
  const some: LivedIn = {
    customer: { accountId: "x" } as LivedIn["customer"],
    runningOrderId: "x",
    refundedId: "x",
    topUpOrderId: "x",
    lotId: "x",
    decisionId: "x",
    planPriceId: "x",
    addOnPriceId: "x",
  };
  const looked = {
    dashboard: [...dashboardPages(some), ...DASHBOARD_SIGNED_OUT],
    admin: [...adminPages(some), "sign-in"],
  };
  for (const app of ["dashboard", "admin"] as const)
    expect(
      routesOf(app)
        .filter(({ pattern }) => !looked[app].some((path) => pattern.test(path)))
        .map(({ path }) => path)
        .toSorted(),
    ).toEqual([...ELSEWHERE[app]].toSorted());
});

/** Looks at pages one after the other in one browser. @returns everything that is wrong with any of them */
async function lookAt(
  open: Open,
  who: Parameters<Open>[0],
  look: Look,
  app: "dashboard" | "admin",
  paths: Pages,
): Promise<readonly string[]> {
  const page = await open(who, { locale: look.language === "zh" ? "zh-CN" : "en-US" });
  await choose(page, look);
  const heard = complaints(page);
  const found: string[] = [];
  for (const [place, path] of paths.entries()) {
    if (!isLookedAt(place, look)) continue;
    const name = `${app}-${path.replaceAll(/[0-9a-f-]{36}/g, "id").replaceAll(/[/?=]/g, "-")}-${look.language}`;
    await openPage(page, at(app, path));
    found.push(...(await flaws(page, look, place, (size) => test.info().outputPath(`${name}-${size}.png`))));
  }
  const unexpected = heard.filter(
    (each) => !(each.includes("404") && NOTHING_THERE.some((path) => each.includes(path))),
  );
  return [...found, ...unexpected.map((each) => each.replaceAll(productUrl(), ""))];
}
