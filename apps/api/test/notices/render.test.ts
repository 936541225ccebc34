import type { DecisionJson } from "@tenure/core/decision";
import { describe, expect, it } from "vitest";
import { renderNotice } from "../../src/notices/render.ts";
import { NOTICE_TEMPLATES, type NoticeKind } from "../../src/notices/templates/index.ts";
import type { NoticeTemplate } from "../../src/notices/templates/template.ts";

const KINDS = Object.keys(NOTICE_TEMPLATES) as NoticeKind[];
const textsOf = ({ subject, paragraphs, action, closing }: NoticeTemplate) =>
  [subject, ...paragraphs, action, closing].flatMap((text) => (text === undefined ? [] : [text]));

/** A value for each format; what no text formats is shown as it is. */
const SAMPLES: Readonly<Record<string, string>> = {
  money: "19000000000",
  exactMoney: "19000000001",
  bps: "8000",
  priceTerms: "2000",
  instant: "2026-12-20T14:02:03.123Z",
  untilInstant: "2026-12-20T14:02:03.123Z",
  businessDayCount: "10",
};

/** A value for a parameter that fits how the template's texts show it. */
function sample(name: string, template: NoticeTemplate): string {
  if (name === "url") return "https://tenure.test/x?token=1&next=2";
  const format = textsOf(template)
    .map((text) => new RegExp(`\\{${name}:(\\w+)\\}`).exec(text.en)?.[1])
    .find((each) => each !== undefined);
  return format === undefined ? `<${name}>` : (SAMPLES[format] ?? `<${name}>`);
}

describe("every e-mail", () => {
  it.each(KINDS)("%s: names exactly its parameters, in both languages alike", (kind) => {
    const template: NoticeTemplate = NOTICE_TEMPLATES[kind];
    const named = (language: "en" | "zh") =>
      [
        ...new Set(
          textsOf(template).flatMap((text) =>
            [...text[language].matchAll(/\{(\w+)/g)].map((m) => m[1] ?? ""),
          ),
        ),
      ].toSorted((a, b) => a.localeCompare(b));
    expect(named("en")).toEqual(named("zh"));
    // `url` is the button's; a name may go unused in one kind's words but not be unknown.
    expect(named("en").filter((name) => !template.params.includes(name))).toEqual([]);
    expect(template.params.filter((name) => name !== "url" && !named("en").includes(name))).toEqual([]);
  });

  it.each(KINDS.flatMap((kind) => (["en", "zh"] as const).map((language) => [kind, language] as const)))(
    "%s in %s: is filled completely, escaped, and loads nothing",
    (kind, language) => {
      const template: NoticeTemplate = NOTICE_TEMPLATES[kind];
      const params = Object.fromEntries(template.params.map((name) => [name, sample(name, template)]));
      const mail = renderNotice<NoticeKind>(
        { kind, zone: "Asia/Shanghai", params: params as never, currency: "USD" },
        { language },
      );
      expect(mail.subject).not.toBe("");
      expect(mail.subject + mail.text + mail.html.replace(/<style>[^]*<\/style>/, "")).not.toMatch(
        /\{\w+(:\w+)?\}/,
      );
      // The body's words stand in both parts; angle brackets of values only as entities.
      for (const name of NOTICE_TEMPLATES[kind].params) expect(mail.html).not.toContain(`<${name}>`);
      expect(mail.html).not.toMatch(/<(img|link|script|iframe)|url\(|@import/i);
      expect(mail.html).toContain("prefers-color-scheme: dark");
    },
  );
});

describe("a decision in an e-mail", () => {
  // 50.00 in the wallet, 12.50 taken back, 37.50 afterwards; 7.50 of the gift had been spent.
  const decision: DecisionJson = {
    kind: "wallet.revoke_gift",
    rulesVersion: 1,
    policyVersion: "2026-11",
    decidedAt: "2026-11-20T14:02:03.123Z",
    currency: "USD",
    outcome: "granted",
    refusals: [],
    lines: [
      { kind: "item", key: "wallet_before", clause: null, amountNanos: "50000000000", params: {} },
      { kind: "item", key: "gift_revoked", clause: "R3.4", amountNanos: "-12500000000", params: {} },
      { kind: "subtotal", key: "wallet_after", clause: null, amountNanos: "37500000000", params: {} },
      { kind: "memo", key: "gift_kept_spent", clause: "R3.4", amountNanos: "7500000000", params: {} },
    ],
    effects: null,
    facts: {},
  };
  const render = (language: "en" | "zh") =>
    renderNotice(
      {
        kind: "gift_revoked",
        zone: "UTC",
        params: { reason: "entered twice", amount: "12500000000" },
        decision,
      },
      { language },
    );

  it("shows the same lines in columns of text", () => {
    // Columns: the longest label has 29 characters, clauses 4, amounts 7, with two blanks between: 44 in all.
    expect(render("en").text).toContain(
      [
        "Balance before                        $50.00",
        "Gift credits taken back        R3.4  −$12.50",
        "────────────────────────────────────────────",
        "Balance afterwards                    $37.50",
        "Already spent, not taken back  R3.4    $7.50",
      ].join("\n"),
    );
  });

  it("keeps its columns in Chinese, where a character is twice as wide", () => {
    const rows = render("zh")
      .text.split("\n")
      .filter((row) => row.includes("$"));
    const width = (row: string) =>
      [...row].reduce((sum, each) => sum + (/[\u2e80-\uffe6]/.test(each) ? 2 : 1), 0);
    const table = rows.filter((row) => /^(变动|收回|已使用)/.test(row));
    expect(table).toHaveLength(4);
    expect(new Set(table.map(width)).size).toBe(1);
  });

  it("says a refusal with its clause and what would help", () => {
    const refused: DecisionJson = {
      ...decision,
      outcome: "refused",
      lines: [],
      refusals: [{ code: "gift_spent", clause: "R3.4", params: {} }],
    };
    const mail = renderNotice(
      { kind: "gift_revoked", zone: "UTC", params: { reason: "r", amount: "1" }, decision: refused },
      { language: "en" },
    );
    expect(mail.text).toContain("• All of these gift credits have been spent. (R3.4)");
    expect(mail.html).toContain("Only unspent gift credits can be taken back.");
  });

  it("is never told in no currency", () => {
    const untold = () =>
      renderNotice(
        { kind: "gift_revoked", zone: "UTC", params: { reason: "r", amount: "1" } },
        { language: "en" },
      );
    expect(untold).toThrow("money in no currency");
  });
});
