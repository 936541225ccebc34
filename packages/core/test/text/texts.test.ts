import { describe, expect, it } from "vitest";
import { CLAUSES } from "../../src/policy/index.ts";
import {
  BILLING_PROBLEM_TEXTS,
  CHANGE_CHECK_TEXTS,
  CHANGE_GROUND_TEXTS,
  EVIDENCE_TEXTS,
  fill,
  LINE_TEXTS,
  lineKeySchema,
  PLAIN_FORMATS,
  REFUSAL_TEXTS,
  refusalCodeSchema,
  type Text,
  type TextContext,
  TIMELINE_TEXTS,
  VIOLATION_GROUND_TEXTS,
} from "../../src/text/index.ts";

const texts: [string, Text][] = [
  ...Object.entries(LINE_TEXTS).map(([key, text]): [string, Text] => [`line ${key}`, text]),
  ...Object.entries(BILLING_PROBLEM_TEXTS).flatMap(([code, { reason, help }]): [string, Text][] => [
    [`billing problem ${code}`, reason],
    [`billing problem ${code}, help`, help],
  ]),
  ...Object.entries(REFUSAL_TEXTS).flatMap(([code, { reason, help }]): [string, Text][] => [
    [`refusal ${code}`, reason],
    [`refusal ${code}, help`, help],
  ]),
  ...Object.entries(TIMELINE_TEXTS).map(([kind, text]): [string, Text] => [`promise ${kind}`, text]),
  ...Object.entries(VIOLATION_GROUND_TEXTS).map(([ground, text]): [string, Text] => [
    `ground ${ground}`,
    text,
  ]),
  ...Object.entries(CHANGE_GROUND_TEXTS).map(([ground, text]): [string, Text] => [
    `ground of a change ${ground}`,
    text,
  ]),
  ...Object.entries(CHANGE_CHECK_TEXTS).map(([check, text]): [string, Text] => [`check ${check}`, text]),
  ...Object.entries(EVIDENCE_TEXTS).map(([kind, text]): [string, Text] => [`evidence ${kind}`, text]),
  ...Object.entries(CLAUSES).map(([id, { text }]): [string, Text] => [`clause ${id}`, text]),
];

/** A raw value that each format can show. */
const SAMPLES: Record<string, string> = {
  money: "18050000000",
  exactMoney: "1000",
  bps: "500",
  instant: "2026-11-20T14:02:03.123Z",
  hours: "11520000",
  plan: "pro",
  interval: "month",
  fields: "fullName,country",
  evidence: "merger_agreement, registry_extract",
  checks: "names_agree, heir_entitled",
  hourCount: "24",
  dayCount: "30",
  businessDayCount: "7",
  minuteCount: "15",
};

const placeholders = (text: string) => [...text.matchAll(/\{([^}]*)\}/g)].map((match) => match[1] ?? "");
const context = (language: "en" | "zh"): TextContext => ({
  language,
  zone: "Asia/Shanghai",
  currency: "USD",
});

describe("every text", () => {
  it.each(texts)("%s: exists in both languages, with the same placeholders", (_, text) => {
    expect(text.en.trim()).not.toBe("");
    expect(text.zh).toMatch(/[\u4e00-\u9fff]/);
    expect(new Set(placeholders(text.zh))).toEqual(new Set(placeholders(text.en)));
  });

  it.each(texts)("%s: is filled completely", (_, text) => {
    for (const language of ["en", "zh"] as const) {
      const names = placeholders(text[language]);
      const params = Object.fromEntries(
        names.map((name) => {
          const [key = "", format] = name.split(":");
          const sample = format === undefined ? "X" : SAMPLES[format];
          if (sample === undefined) throw new Error(`add a sample for the format ${format}`);
          return [key, sample];
        }),
      );
      expect(fill(text, params, context(language))).not.toMatch(/[{}]/);
    }
  });

  it.each(Object.entries(TIMELINE_TEXTS))(
    "promise %s: needs no format that the first page does not bring",
    (_, text) => {
      const formats = [...placeholders(text.en), ...placeholders(text.zh)].map((each) => each.split(":")[1]);
      expect(formats.filter((each) => each !== undefined && !Object.hasOwn(PLAIN_FORMATS, each))).toEqual([]);
    },
  );

  it("has stable snake_case keys, and unknown ones are refused", () => {
    for (const key of [...Object.keys(LINE_TEXTS), ...Object.keys(REFUSAL_TEXTS)])
      expect(key).toMatch(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/);
    for (const key of ["nope", "toString", ""]) {
      expect(lineKeySchema.safeParse(key).success).toBe(false);
      expect(refusalCodeSchema.safeParse(key).success).toBe(false);
    }
  });
});

describe("filling a text", () => {
  const text: Text = {
    en: "{who} gets {sum:money} ({fee:bps}) by {at:instant}, {left:hours} left",
    zh: "{who} 于 {at:instant} 前获得 {sum:money}（{fee:bps}），剩余 {left:hours}",
  };
  const params = {
    who: "Ada",
    sum: "18050000000",
    fee: "500",
    at: "2026-11-20T14:02:03.123Z",
    left: "11520000",
  };

  it("shows values as the language and the account's zone have them", () => {
    // 14:02 UTC is 22:02 in Shanghai; 11,520,000 ms are 192 minutes, 3 h 12 m.
    expect(fill(text, params, context("en"))).toBe(
      "Ada gets $18.05 (5%) by 20 Nov 2026 22:02 GMT+8, 3h 12m left",
    );
    expect(fill(text, params, context("zh"))).toContain("2026年11月20日 22:02 GMT+8");
    expect(fill(text, params, context("zh"))).toContain("剩余 3 小时 12 分");
  });

  it("counts units in the singular and the plural", () => {
    const counted: Text = {
      en: "{n:hourCount}, {n:businessDayCount}",
      zh: "{n:hourCount}、{n:businessDayCount}",
    };
    expect(fill(counted, { n: "1" }, context("en"))).toBe("1 hour, 1 business day");
    expect(fill(counted, { n: "2" }, context("en"))).toBe("2 hours, 2 business days");
    expect(fill(counted, { n: "2" }, context("zh"))).toBe("2 小时、2 个工作日");
  });

  it("leaves an unknown name or format visible, and never fills twice", () => {
    const odd: Text = { en: "{missing} {who:nonsense} {who} {toString}", zh: "{missing}" };
    expect(fill(odd, { who: "{missing}" }, context("en"))).toBe(
      "{missing} {who:nonsense} {missing} {toString}",
    );
  });
});
