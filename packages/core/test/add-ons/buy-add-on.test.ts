import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AddOnTerms, addOnConsentHash, addOnConsentText, buyAddOn } from "../../src/add-ons/index.ts";
import { decide, replay } from "../../src/decision/index.ts";
import { policyAt } from "../../src/policy/index.ts";

const now = "2026-11-20T14:00:00.000Z";
const policy = policyAt(now);
const usd = (cents: number) => BigInt(cents) * 10_000_000n;

type Facts = Parameters<typeof buyAddOn.decide>[0];

/** Two seats at $15.00, 7.25 % tax: $30.00 and $2.175, to $2.18; $32.18. */
const base: Facts = {
  now,
  currency: "USD",
  accountState: "active",
  missingBillingFields: [],
  taxBps: 725,
  step: "review",
  addOn: {
    id: "seat",
    version: 3,
    name: "Extra seat",
    currency: "USD",
    amountNanos: usd(1500),
    forSale: true,
  },
  quantity: 2,
  paymentMethodId: "card-1",
  language: "en",
  consent: null,
};
const terms: AddOnTerms = {
  currency: "USD",
  addOnId: "seat",
  version: 3,
  name: "Extra seat",
  quantity: 2,
  amountNanos: usd(3000),
  taxNanos: usd(218),
  totalNanos: usd(3218),
  paymentMethodId: "card-1",
};
const consent = {
  version: "add-on-1",
  language: "en" as const,
  hash: addOnConsentHash("add-on-1", "en", terms),
};

const buy = (change: Partial<Facts> = {}) => decide(buyAddOn, { ...base, ...change }, policy);
const charge = (change: Partial<Facts> = {}) => buy({ step: "charge", consent, ...change });
const refusals = (answer: ReturnType<typeof buy>) =>
  answer.refusals.map(({ code, clause }) => `${code} ${clause}`);

describe("buying an add-on (T6.1)", () => {
  it("T6.1: shows the exact amount with tax before anybody agrees, and what to agree to", () => {
    const review = buy();
    expect(
      review.lines.map(({ kind, key, clause, amountNanos }) => [kind, key, clause, amountNanos]),
    ).toEqual([
      ["item", "add_on_price", "T6.1", usd(3000)],
      ["item", "tax", "T1.2", usd(218)],
      ["subtotal", "total_due", "T6.1", usd(3218)],
    ]);
    expect(review.effects).toEqual({
      amountNanos: usd(3000),
      taxNanos: usd(218),
      totalNanos: usd(3218),
      consentVersion: "add-on-1",
      consentHash: consent.hash,
    });
  });

  it("T6.1: charges what was agreed to", () => {
    expect(charge().effects).toMatchObject({ totalNanos: usd(3218), consentHash: consent.hash });
  });

  it("T6.1: no charge without a consent", () => {
    expect(refusals(charge({ consent: null }))).toEqual(["add_on_consent_missing T6.1"]);
  });

  it.each<[string, Partial<Facts>]>([
    ["another price", { addOn: { ...base.addOn, amountNanos: usd(1501) } }],
    ["another version at the same price", { addOn: { ...base.addOn, version: 4 } }],
    ["another add-on at the same price", { addOn: { ...base.addOn, id: "desk" } }],
    ["another name", { addOn: { ...base.addOn, name: "Extra chair" } }],
    ["one more", { quantity: 3 }],
    // $30.00 at 7.30 % is $2.19.
    ["another tax", { taxBps: 730 }],
    ["another card", { paymentMethodId: "card-2" }],
    ["words in another language", { consent: { ...consent, language: "zh" } }],
    ["words nobody knows", { consent: { ...consent, version: "add-on-0" } }],
    ["a hash of something else", { consent: { ...consent, hash: consent.hash.replace(/^./, "z") } }],
  ])("T6.1: no charge with a consent to something else: %s", (_, change) => {
    expect(refusals(charge(change))).toEqual(["add_on_consent_differs T6.1"]);
    expect(charge(change).effects).toBeNull();
  });

  it("T6.1: the language of the screen does not undo a consent given in another", () => {
    expect(charge({ language: "zh" }).effects).toMatchObject({ consentHash: consent.hash });
  });

  it.each<[string, Partial<Facts>, string[]]>([
    ["T4.2: a terminated account", { accountState: "terminated" }, ["account_terminated T4.2"]],
    ["T4.2: a closed account", { accountState: "closed" }, ["account_terminated T4.2"]],
    ["T4.2: a suspended account", { accountState: "suspended" }, ["account_suspended T4.2"]],
    ["T1.1: not sold any more", { addOn: { ...base.addOn, forSale: false } }, ["add_on_not_for_sale T1.1"]],
    [
      "T1.1: another currency",
      { addOn: { ...base.addOn, currency: "EUR" }, consent: null, step: "review" },
      ["add_on_currency_mismatch T1.1"],
    ],
    ["T6.1: none", { quantity: 0, consent: null, step: "review" }, ["add_on_quantity_out_of_range T6.1"]],
    [
      "T6.1: fewer than none",
      { quantity: -1, consent: null, step: "review" },
      ["add_on_quantity_out_of_range T6.1"],
    ],
    [
      "T6.1: 101, one too many",
      { quantity: 101, consent: null, step: "review" },
      ["add_on_quantity_out_of_range T6.1"],
    ],
    ["T1.2: an address is missing", { missingBillingFields: ["city"] }, ["billing_details_incomplete T1.2"]],
    ["T1.2: no card", { paymentMethodId: null, consent: null, step: "review" }, ["add_on_no_card T1.2"]],
  ])("is refused: %s", (_, change, expected) => {
    const answer = charge(change);
    expect(refusals(answer)).toEqual(expected);
    expect([answer.outcome, answer.effects]).toEqual(["refused", null]);
  });

  it("sells one, and a hundred", () => {
    expect(buy({ quantity: 1 }).effects).toMatchObject({ amountNanos: usd(1500) });
    expect(buy({ quantity: 100 }).effects).toMatchObject({ amountNanos: usd(150_000) });
  });

  it("T6.1: whatever is charged is what the one consent there is names", () => {
    let granted = 0;
    fc.assert(
      fc.property(
        fc.record({
          step: fc.constantFrom("review" as const, "charge" as const),
          quantity: fc.constantFrom(2, 2, 2, 1, 3),
          taxBps: fc.constantFrom(725, 725, 0, 726),
          paymentMethodId: fc.constantFrom("card-1", "card-1", "card-2", null),
          consent: fc.constantFrom(consent, consent, null),
          accountState: fc.constantFrom("active" as const, "active" as const, "suspended" as const),
          amountNanos: fc.constantFrom(usd(1500), usd(1500), usd(1499)),
        }),
        ({ amountNanos, ...change }) => {
          const answer = buy({ ...change, addOn: { ...base.addOn, amountNanos } });
          if (answer.effects === null || change.step === "review") return;
          granted += 1;
          expect(change.consent).toEqual(consent);
          // 7.26 % of $30.00 is $2.178, to the same $2.18: the same charge.
          expect([725, 726]).toContain(change.taxBps);
          expect([change.quantity, change.paymentMethodId, amountNanos]).toEqual([2, "card-1", usd(1500)]);
          expect(answer.effects.totalNanos).toBe(usd(3218));
        },
      ),
      { seed: 20261120, numRuns: 2000 },
    );
    expect(granted).toBeGreaterThan(20);
  });
});

describe("the consent to an add-on", () => {
  it("T6.1: names the amount, the card and what is bought, in both languages", () => {
    expect(addOnConsentText("add-on-1", "en", terms, "Visa •••• 4242")).toBe(
      "Charge $32.18, tax included, once to Visa •••• 4242 for 2 × Extra seat.",
    );
    expect(addOnConsentText("add-on-1", "zh", terms, "Visa •••• 4242")).toBe(
      "从 Visa •••• 4242 一次性扣款 $32.18（含税），购买 2 × Extra seat。",
    );
  });

  it("T6.1: words that somebody agreed to are never edited: their fingerprint stands here", () => {
    // SHA-256 over the canonical JSON of words and values, computed once by another program (Python's hashlib).
    expect(addOnConsentHash("add-on-1", "en", terms)).toBe(
      "93dc54a664a1ff7f12531efd1d30dab2d31a62277fc0129bcebc88d647e07720",
    );
    expect(addOnConsentHash("add-on-1", "zh", terms)).toBe(
      "b017e82cb5b4c8b256ef6e32e7626da980084753d049bd3894423c163b89808f",
    );
  });
});

it("a stored decision replays", () => {
  for (const answer of [buy(), charge(), charge({ consent: null })])
    expect(replay(JSON.parse(JSON.stringify(answer.json)), [buyAddOn])).toEqual({ same: true });
});
