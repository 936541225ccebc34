import { describe, expect, it } from "vitest";
import { consentHash } from "../../src/auto-top-up/index.ts";
import { low, refusals, run, type RunFacts, terms, usd } from "./scenario.ts";

const consentTo = (change: Partial<typeof terms>): NonNullable<RunFacts["consent"]> => ({
  version: "auto-top-up-1",
  language: "en",
  hash: consentHash("auto-top-up-1", "en", { ...terms, ...change }),
});

describe("charging the card without anybody present", () => {
  it("T6.1: charges exactly what was agreed to, tax on a line of its own", () => {
    // $20.00 at 7.25 % tax is $1.45, together $21.45; the month so far had $21.45, so $42.90 with this one.
    const taxed = run({
      taxBps: 725,
      consent: consentTo({ totalNanos: usd(2145) }),
      month: "2026-11-01",
      monthChargedNanos: usd(2145),
    });
    expect(taxed.effects).toMatchObject({
      amountNanos: usd(2000),
      taxNanos: usd(145),
      totalNanos: usd(2145),
      month: "2026-11-01",
      monthChargedNanos: usd(4290),
      expiresAt: "2026-11-20T15:00:00.000Z",
    });
    expect(
      taxed.lines.filter((each) => each.kind !== "memo").map(({ key, amountNanos }) => [key, amountNanos]),
    ).toEqual([
      ["top_up_credits", usd(2000)],
      ["tax", usd(145)],
      ["auto_top_up_charge", usd(2145)],
    ]);
  });

  it("gives the bonus of any top-up: $100.00 bring 10 %", () => {
    const big = { amountNanos: usd(10_000), totalNanos: usd(10_000), monthlyCapNanos: usd(10_000) };
    expect(
      run({ amountNanos: usd(10_000), monthlyCapNanos: usd(10_000), consent: consentTo(big) }).effects
        ?.bonusNanos,
    ).toBe(usd(1000));
  });

  it.each<[string, Partial<RunFacts>, string[]]>([
    ["off", { state: "off" }, ["auto_top_up_off T6.1"]],
    ["stopped", { state: "stopped" }, ["auto_top_up_off T6.1"]],
    ["no consent of this holder", { consent: null }, ["auto_top_up_consent_missing T6.1"]],
    [
      "a consent to one cent less",
      { consent: consentTo({ totalNanos: usd(1999) }) },
      ["auto_top_up_consent_missing T6.1"],
    ],
    [
      "a consent to another threshold",
      { consent: consentTo({ thresholdNanos: usd(499) }) },
      ["auto_top_up_consent_missing T6.1"],
    ],
    [
      "a consent to another cap",
      { consent: consentTo({ monthlyCapNanos: usd(9_999) }) },
      ["auto_top_up_consent_missing T6.1"],
    ],
    [
      "a consent to another card",
      { consent: consentTo({ paymentMethodId: "card-2" }) },
      ["auto_top_up_consent_missing T6.1"],
    ],
    [
      "a consent in another language than the one kept",
      { consent: { ...consentTo({}), language: "zh" } },
      ["auto_top_up_consent_missing T6.1"],
    ],
    [
      "a consent to words that this build does not know",
      { consent: { ...consentTo({}), version: "auto-top-up-0" } },
      ["auto_top_up_consent_missing T6.1"],
    ],
    [
      "a tax that nobody agreed to: 3 bps of $20.00 are 0.6 cents, so one",
      { taxBps: 3 },
      ["auto_top_up_consent_missing T6.1"],
    ],
    ["one under way", { orderPending: true }, ["auto_top_up_under_way T6.1"]],
    ["exactly at the threshold", { spendableNanos: usd(500) }, ["auto_top_up_not_low T6.1"]],
    [
      "the card is gone",
      { paymentMethodId: null },
      ["auto_top_up_no_card T1.2", "auto_top_up_consent_missing T6.1"],
    ],
    ["T4.2: suspended", { accountState: "suspended" }, ["account_suspended T4.2"]],
    ["T4.2: terminated", { accountState: "terminated" }, ["account_terminated T4.2"]],
    ["T4.2: closed", { accountState: "closed" }, ["account_terminated T4.2"]],
  ])("T6.1: does not charge: %s", (_, change, expected) => {
    const answer = run(change);
    expect(refusals(answer)).toEqual(expected);
    expect([answer.outcome, answer.effects]).toEqual(["refused", null]);
  });

  it("counts what is promised and what is owed: $9.00 − $4.00 held − $0.01 debt is below $5.00", () => {
    const balance = { spendableNanos: usd(900), heldNanos: usd(400) };
    expect(run({ ...balance, debtNanos: 0n }).outcome).toBe("refused");
    expect(run({ ...balance, debtNanos: 1n }).outcome).toBe("granted");
  });
});

describe("the monthly cap (T6.1)", () => {
  const november = (cents: number): Partial<RunFacts> => ({
    month: "2026-11-01",
    monthChargedNanos: usd(cents),
  });

  it("T6.1: may be reached exactly, and not passed by one cent", () => {
    // $80.00 + $20.00 = $100.00 is the cap; $80.01 + $20.00 is one cent more.
    expect(run(november(8000)).outcome).toBe("granted");
    expect(refusals(run(november(8001)))).toEqual(["auto_top_up_cap_reached T6.1"]);
    expect(run(november(8001)).refusals[0]?.params).toEqual({
      cap: usd(10_000).toString(),
      charged: usd(8001).toString(),
      from: "2026-12-01T00:00:00.000Z",
    });
  });

  it("T6.1: counts by the calendar month of the account's zone", () => {
    // 16:30 UTC on 30 November is 00:30 on 1 December in Shanghai: there the cap counts anew, in London it does not.
    const late: Partial<RunFacts> = { now: "2026-11-30T16:30:00.000Z", ...november(10_000) };
    expect(refusals(run({ ...late, zone: "Europe/London" }))).toEqual(["auto_top_up_cap_reached T6.1"]);
    expect(run({ ...late, zone: "Asia/Shanghai" }).effects).toMatchObject({
      month: "2026-12-01",
      monthChargedNanos: usd(2000),
    });
    // The last millisecond of November in Shanghai.
    expect(run({ ...late, now: "2026-11-30T15:59:59.999Z", zone: "Asia/Shanghai" }).outcome).toBe("refused");
    expect(run({ ...late, now: "2026-11-30T16:00:00.000Z", zone: "Asia/Shanghai" }).outcome).toBe("granted");
  });

  it("T6.1: a month never comes back, wherever the account moves", () => {
    // December was charged in full in Auckland; back in Honolulu it is November still, and December's cap stays used.
    const moved = run({
      now: "2026-11-30T20:00:00.000Z",
      zone: "Pacific/Honolulu",
      month: "2026-12-01",
      monthChargedNanos: usd(10_000),
    });
    expect(refusals(moved)).toEqual(["auto_top_up_cap_reached T6.1"]);
  });

  it("a year's end is a month's end", () => {
    expect(
      run({ now: "2027-01-01T00:00:00.000Z", month: "2026-12-01", monthChargedNanos: usd(10_000) }).effects,
    ).toMatchObject({ month: "2027-01-01", monthChargedNanos: usd(2000) });
    expect(low.month).toBeNull();
  });
});
