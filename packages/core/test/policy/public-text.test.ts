import { describe, expect, it } from "vitest";
import { CLAUSES, type Policy, policyAt, policySchema, publicPolicy } from "../../src/policy/index.ts";
import type { PublicPolicy } from "../../src/policy/public-text.ts";

const policy = policyAt("2026-11-20T00:00:00.000Z");
const clausesOf = (page: PublicPolicy) =>
  page.sections.flatMap((section) => section.groups.flatMap((group) => group.clauses));
const textOf = (id: string, language: "en" | "zh", from: Policy = policy) =>
  clausesOf(publicPolicy(from, language)).find((clause) => clause.id === id)?.text;

/** Policy data that no customer is told: limits on staff and on the metering API, the form of document numbers. */
const INTERNAL = new Set([
  "version",
  "effectiveFrom",
  "refunds.caseReminderBusinessDays",
  "refunds.fourEyesAboveNanos",
  "autoTopUp.giveUpAfterMinutes",
  "usage.maxLatenessHours",
  "usage.maxFutureMinutes",
  "credits.maxGiftNanos",
  "prices.maxDiscountBps",
  "invoices.invoicePrefix",
  "invoices.creditNotePrefix",
  "invoices.digits",
]);

/** Another legal value for each field of the policy that is a choice rather than a number. */
const OTHER_CHOICE: Record<string, unknown> = {
  "refunds.walletDebit": "net",
  "refunds.attribution": "order_lot",
  "refunds.renewalReopensWindow": true,
  "refunds.selfServiceProviders": ["stripe"],
  "refunds.review.alsoBy": ["card"],
  "businessCalendar.zone": "Europe/Berlin",
  "businessCalendar.holidays": ["2026-12-25"],
  "businessCalendar.makeUpDays": ["2027-02-20"],
  "topUps.wallets": [],
  "credits.burnOrder": ["paid", "gift", "referral", "bonus"],
  "credits.expiryWarningDays": [7],
  "subscriptions.lateCancel": "stop",
  "planChanges.creditUsage": "list_value",
  "subscriptions.dunning.retryAfterDays": [2],
};

/** Suggestions of a screen, no rule: no customer is told of them as policy. */
const isSuggestion = (field: string) => field.endsWith(".presetsNanos");

type Tree = Record<string, unknown>;
const isTree = (value: unknown): value is Tree =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const fieldsOf = (value: Tree, prefix = ""): string[] =>
  Object.entries(value).flatMap(([key, member]) =>
    isTree(member) ? fieldsOf(member, `${prefix}${key}.`) : [`${prefix}${key}`],
  );

/** The policy with the field at a path changed to something else that is legal. */
function changed(path: string): Policy {
  const written: Tree = structuredClone(policySchema.encode(policy));
  const keys = path.split(".");
  const last = keys.pop() ?? "";
  const parent = keys.reduce<Tree>((at, key) => (isTree(at[key]) ? at[key] : at), written);
  const before = parent[last];
  if (last === "bonusTiers") parent[last] = [];
  // A minor unit more: an amount in nanos is a text.
  else if (/^(min|max|reward|minimumOrder)Nanos$/.test(last))
    parent[last] = String(BigInt(String(before)) + 1_000_000_000n);
  else parent[last] = OTHER_CHOICE[path] ?? Number(before) + 1;
  return policySchema.parse(written);
}

describe("public policy", () => {
  it.each(["en", "zh"] as const)(
    "shows every clause once, in order, with no placeholder left (%s)",
    (language) => {
      const clauses = clausesOf(publicPolicy(policy, language));
      expect(clauses.map((clause) => clause.id)).toEqual(Object.keys(CLAUSES));
      for (const { id, kind, text } of clauses) {
        expect([id, kind]).toEqual([id, CLAUSES[id].kind]);
        expect(text, id).not.toMatch(/[{}]/);
        expect(text.trim(), id).not.toBe("");
      }
    },
  );

  it("says what the policy holds, in both languages, for each of its fields that concern a customer", () => {
    const fields = fieldsOf(policySchema.encode(policy)).filter(
      (field) => !INTERNAL.has(field) && !isSuggestion(field),
    );
    expect(fields.length).toBeGreaterThan(18);
    for (const field of fields)
      for (const language of ["en", "zh"] as const)
        expect(
          JSON.stringify(publicPolicy(changed(field), language).sections),
          `${field} in ${language}`,
        ).not.toBe(JSON.stringify(publicPolicy(policy, language).sections));
  });

  it("writes units and percentages as people do", () => {
    expect(textOf("R2.1", "en")).toBe(
      "Not refundable: more than 24 hours have passed since the purchase. Exactly 24 hours is still inside the window.",
    );
    expect(textOf("R2.1", "zh")).toBe("不予退款：距购买已超过 24 小时（恰好 24 小时仍在期限内）。");
    expect(textOf("R3.7", "en")).toContain("The platform fee is 5% of");
    expect(textOf("R5.2", "en")).toContain("within 7 business days");
    const oneHour = policySchema.parse({
      ...policySchema.encode(policy),
      refunds: { ...policySchema.encode(policy).refunds, windowHours: 1 },
    });
    expect(textOf("R2.1", "en", oneHour)).toContain("more than 1 hour have passed");
  });

  it("keeps numbers that are policy data out of the clauses themselves", () => {
    // Ids of clauses and the written date form are no policy data.
    for (const [id, { text }] of Object.entries(CLAUSES))
      for (const each of [text.en, text.zh])
        expect(each.replaceAll(/\{[^}]*\}|C\d+\.\d+|YYYY[^)）,，]*/g, ""), id).not.toMatch(/\d/);
  });

  it("is written Chinese in Chinese: no English sentence is left", () => {
    for (const [id, { text }] of Object.entries(CLAUSES)) {
      expect(text.zh, id).toMatch(/[\u4e00-\u9fff]/);
      expect(text.zh.replaceAll(/\{[^}]*\}|YYYY-MM-DD HH:mm/g, ""), id).not.toMatch(/[a-z]+ [a-z]+/i);
      expect(text.en, id).not.toMatch(/[\u4e00-\u9fff]/);
    }
  });
});
