import { describe, expect, it } from "vitest";
import { decide } from "../../src/decision/index.ts";
import { policyAt } from "../../src/policy/index.ts";
import {
  type AgreePricesFacts,
  agreePrices,
  emptyModelRates,
  type EndAgreementFacts,
  endAgreement,
} from "../../src/pricing/index.ts";

const now = "2026-11-20T14:02:03.123Z";
const policy = policyAt(now);
const DECEMBER = "2026-12-01T00:00:00.000Z";
const JANUARY = "2027-01-01T00:00:00.000Z";

const discount: AgreePricesFacts = {
  now,
  currency: "USD",
  accountState: "active",
  models: null,
  unpricedModels: [],
  discountBps: 1500,
  rates: null,
  effectiveFrom: DECEMBER,
  endsAt: null,
};
const rates = { ...emptyModelRates("USD"), counts: { page: "5" } };
const agree = (change: Partial<AgreePricesFacts>) => decide(agreePrices, { ...discount, ...change }, policy);
const codes = (answer: { readonly refusals: readonly { code: string; clause: string }[] }) =>
  answer.refusals.map(({ code, clause }) => `${code} ${clause}`);

describe("T1.1 agreeing on prices", () => {
  it("T1.1 holds from the agreed instant, this one included", () => {
    expect(agree({}).effects).toEqual({ effectiveFrom: DECEMBER, endsAt: null });
    expect(agree({ effectiveFrom: now, endsAt: JANUARY }).effects).toEqual({
      effectiveFrom: now,
      endsAt: JANUARY,
    });
    expect(agree({ discountBps: null, rates, models: ["m"] }).outcome).toBe("granted");
    // The largest discount of the policy is 90 %.
    expect(agree({ discountBps: 9000 }).outcome).toBe("granted");
    expect(agree({ accountState: "suspended" }).outcome).toBe("granted");
  });

  it.each<[string, Partial<AgreePricesFacts>, string[]]>([
    ["T4.2: a terminated account", { accountState: "terminated" }, ["account_terminated T4.2"]],
    ["T4.2: a closed account", { accountState: "closed" }, ["account_terminated T4.2"]],
    [
      "T1.1: rates in another currency",
      { discountBps: null, models: ["m"], rates: { ...rates, currency: "EUR" } },
      ["agreement_currency_mismatch T1.1"],
    ],
    ["T1.1: no discount", { discountBps: 0 }, ["agreement_discount_out_of_range T1.1"]],
    ["T1.1: a discount below nothing", { discountBps: -1 }, ["agreement_discount_out_of_range T1.1"]],
    [
      "T1.1: a basis point above the largest",
      { discountBps: 9001 },
      ["agreement_discount_out_of_range T1.1"],
    ],
    ["T1.1: neither discount nor rates", { discountBps: null }, ["agreement_discount_out_of_range T1.1"]],
    ["T1.1: rates for every model", { discountBps: null, rates }, ["agreement_needs_models T1.1"]],
    [
      "T1.1: models without a list price",
      { models: ["m", "n"], unpricedModels: ["n"] },
      ["agreement_models_not_priced T1.1"],
    ],
    ["T1.1: a millisecond ago", { effectiveFrom: "2026-11-20T14:02:03.122Z" }, ["agreement_in_past T1.1"]],
    ["T1.1: over when it begins", { endsAt: DECEMBER }, ["agreement_ends_before_it_begins T1.1"]],
    [
      "all that apply, in order",
      {
        accountState: "terminated",
        discountBps: 0,
        unpricedModels: ["n"],
        effectiveFrom: "2020-01-01T00:00:00.000Z",
      },
      [
        "account_terminated T4.2",
        "agreement_discount_out_of_range T1.1",
        "agreement_models_not_priced T1.1",
        "agreement_in_past T1.1",
      ],
    ],
  ])("is refused with its clause and without effect: %s", (_, change, expected) => {
    const answer = agree(change);
    expect(codes(answer)).toEqual(expected);
    expect([answer.outcome, answer.effects]).toEqual(["refused", null]);
  });
});

const running: EndAgreementFacts = {
  now,
  currency: "USD",
  effectiveFrom: "2026-11-01T00:00:00.000Z",
  endsAt: null,
  wantedEnd: null,
};
const end = (change: Partial<EndAgreementFacts>) => decide(endAgreement, { ...running, ...change }, policy);

describe("T1.1 ending an agreement", () => {
  it.each<[string, Partial<EndAgreementFacts>, string]>([
    ["now, when nothing else was said", {}, now],
    ["later, when so wanted", { wantedEnd: DECEMBER }, DECEMBER],
    ["earlier than agreed", { endsAt: JANUARY, wantedEnd: DECEMBER }, DECEMBER],
    ["where it would have begun, when it has not yet", { effectiveFrom: DECEMBER }, DECEMBER],
    [
      "where it would have begun, whatever earlier time was said",
      { effectiveFrom: JANUARY, wantedEnd: DECEMBER },
      JANUARY,
    ],
  ])("T1.1 ends %s", (_, change, endsAt) => {
    expect(end(change).effects).toEqual({ endsAt });
  });

  it.each<[string, Partial<EndAgreementFacts>, string[]]>([
    ["T1.1: over already", { endsAt: now }, ["agreement_already_ended T1.1"]],
    [
      "T1.1: for usage that was rated",
      { wantedEnd: "2026-11-20T14:02:03.122Z" },
      ["agreement_end_in_past T1.1"],
    ],
    ["T1.1: prolonged", { endsAt: DECEMBER, wantedEnd: JANUARY }, ["agreement_end_later T1.1"]],
  ])("is refused with its clause and without effect: %s", (_, change, expected) => {
    const answer = end(change);
    expect(codes(answer)).toEqual(expected);
    expect([answer.outcome, answer.effects]).toEqual(["refused", null]);
  });
});
