import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type BurnLot,
  chargeUsage,
  closeUnused,
  type HoldFacts,
  holdStanding,
  mergeBurns,
  type PlanFunds,
  planFreeNanos,
  planRepayment,
  spendableOf,
  sumNanos,
  termGrowth,
  type UsageFunds,
} from "../../src/credits/index.ts";
import { policyAt } from "../../src/policy/index.ts";
import { refundStates } from "../../src/refunds/lifecycle.ts";

const NOW = "2026-11-20T12:00:00.000Z";
const ORDER = policyAt(NOW).credits.burnOrder;

const plan = (more: Partial<PlanFunds> = {}): PlanFunds => ({
  termId: "term-1",
  subscriptionState: "active",
  servesFrom: "2026-11-20T00:00:00.000Z",
  endsAt: "2026-12-20T00:00:00.000Z",
  includedNanos: 100n,
  usedNanos: 0n,
  heldNanos: 0n,
  ...more,
});
const lot = (remainingNanos: bigint): BurnLot => ({
  id: "lot-1",
  kind: "gift",
  remainingNanos,
  expiresAt: null,
  openedAt: "2026-11-01T00:00:00.000Z",
});
const hold = (more: Partial<HoldFacts> = {}): HoldFacts => ({
  id: "hold-1",
  state: "open",
  termId: "term-1",
  amountNanos: 10n,
  planNanos: 10n,
  openedAt: "2026-11-20T11:55:00.000Z",
  expiresAt: "2026-11-20T12:10:00.000Z",
  refund: null,
  counted: false,
  ...more,
});
const charge = (
  funds: { plan?: PlanFunds | null; creditNanos?: bigint },
  amountNanos: bigint,
  of: HoldFacts | null = null,
  occurredAt = NOW,
) => {
  const before: UsageFunds = { plan: funds.plan ?? null, lots: [lot(funds.creditNanos ?? 0n)] };
  return chargeUsage(before, { amountNanos, occurredAt, hold: of }, ORDER, NOW);
};
const parts = ({ charge: made }: ReturnType<typeof charge>) => ({
  plan: made.planNanos,
  credit: made.creditNanos,
  debt: made.debtNanos,
});

describe("usage without a hold", () => {
  it("is paid by the plan, then credits, then debt", () => {
    // 100 included, 95 used, 2 promised: 3 free. 10 = 3 plan + 5 credit + 2 debt.
    const made = charge({ plan: plan({ usedNanos: 95n, heldNanos: 2n }), creditNanos: 5n }, 10n);
    expect(parts(made)).toEqual({ plan: 3n, credit: 5n, debt: 2n });
    expect(made.charge.termId).toBe("term-1");
    expect(made.charge.closing).toBeNull();
    expect(made.funds.plan?.usedNanos).toBe(98n);
    expect(made.funds.lots[0]?.remainingNanos).toBe(0n);
  });

  it.each([
    ["past due", plan({ subscriptionState: "past_due" })],
    ["refunding", plan({ subscriptionState: "refunding" })],
    ["ended", plan({ subscriptionState: "ended" })],
    ["incomplete", plan({ subscriptionState: "incomplete" })],
    ["disputed (C4.10)", plan({ disputed: true })],
    ["over at this very instant", plan({ endsAt: NOW })],
    ["not begun when the request was made", plan({ servesFrom: "2026-11-20T12:00:00.001Z" })],
    ["used up", plan({ usedNanos: 100n })],
    ["promised to others beyond what is left", plan({ usedNanos: 60n, heldNanos: 70n })],
  ])("is not served by a term that is %s", (_, of) => {
    expect(parts(charge({ plan: of, creditNanos: 4n }, 5n))).toEqual({ plan: 0n, credit: 4n, debt: 1n });
    expect(charge({ plan: of, creditNanos: 4n }, 5n).charge.termId).toBeNull();
  });

  it("is still served while a cancelled subscription runs to its end (T2.6)", () => {
    expect(parts(charge({ plan: plan({ subscriptionState: "canceling" }) }, 5n)).plan).toBe(5n);
  });

  it("of the subscription's very first millisecond is served by it", () => {
    const begun = plan({ servesFrom: NOW });
    expect(parts(charge({ plan: begun }, 5n, null, NOW)).plan).toBe(5n);
    expect(parts(charge({ plan: begun }, 5n, null, "2026-11-20T11:59:59.999Z")).plan).toBe(0n);
  });

  it("that costs nothing moves nothing", () => {
    const made = charge({ plan: plan(), creditNanos: 5n }, 0n);
    expect(parts(made)).toEqual({ plan: 0n, credit: 0n, debt: 0n });
    expect(made.charge.burns).toEqual([]);
  });
});

describe("settling a hold", () => {
  it("below the promise takes what was used and frees the rest", () => {
    // Promised 10 of the plan, used 4: 4 plan; the promise of 10 is gone.
    const made = charge({ plan: plan({ heldNanos: 10n }) }, 4n, hold());
    expect(parts(made)).toEqual({ plan: 4n, credit: 0n, debt: 0n });
    expect(made.charge.closing).toEqual({
      holdId: "hold-1",
      to: "settled",
      differenceNanos: 0n,
      termId: "term-1",
    });
    expect(made.funds.plan).toMatchObject({ usedNanos: 4n, heldNanos: 0n });
  });

  it("above the promise takes the free plan, then credits, then debt", () => {
    // Promised 10 (6 plan, 4 credit), used 30. Plan: 100 − 80 − 6 promised = 14 free, so 6 + 14 = 20.
    // Rest 10: credits 7, debt 3.
    const made = charge(
      { plan: plan({ usedNanos: 80n, heldNanos: 6n }), creditNanos: 7n },
      30n,
      hold({ planNanos: 6n }),
    );
    expect(parts(made)).toEqual({ plan: 20n, credit: 7n, debt: 3n });
  });

  it("keeps a credit promise to credits although the plan has room by then", () => {
    // Promised 6 plan + 4 credit, used exactly 10.
    const made = charge({ plan: plan({ heldNanos: 6n }), creditNanos: 9n }, 10n, hold({ planNanos: 6n }));
    expect(parts(made)).toEqual({ plan: 6n, credit: 4n, debt: 0n });
  });

  it("counts an event in one term: what exceeds a promise of an earlier term is paid by credits", () => {
    const made = charge({ plan: plan({ termId: "term-2" }), creditNanos: 50n }, 15n, hold());
    expect(parts(made)).toEqual({ plan: 10n, credit: 5n, debt: 0n });
    expect(made.charge.termId).toBe("term-1");
    expect(made.funds.plan?.usedNanos).toBe(0n);
  });

  it.each([
    ["at its expiry", hold({ expiresAt: NOW }), { to: "expired" }],
    ["after it was closed as expired", hold({ state: "expired" }), null],
    ["after it was released", hold({ state: "released" }), null],
    ["after it was settled", hold({ state: "settled" }), null],
  ])("%s is plain usage and leaves the hold as it is", (_, late, closing) => {
    const made = charge({ plan: plan({ usedNanos: 97n }), creditNanos: 2n }, 8n, late);
    // 3 free in the plan, 2 credits, 3 debt: the promise of 10 counts no more.
    expect(parts(made)).toEqual({ plan: 3n, credit: 2n, debt: 3n });
    if (closing === null) expect(made.charge.closing).toBeNull();
    else expect(made.charge.closing).toMatchObject(closing);
  });
});

describe("settling while the term is refunded", () => {
  const refunding = plan({ subscriptionState: "refunding", heldNanos: 10n });
  const draining = hold({ refund: { id: "refund-1", state: "draining" } });
  const counted = hold({ refund: { id: "refund-1", state: "ready" }, counted: true });

  it("still counts in the term while it drains, but nothing beyond the promise does", () => {
    // Promised 10, used 13: 10 plan, 3 credit. 90 would be free, yet included usage is shut.
    const made = charge({ plan: refunding, creditNanos: 20n }, 13n, draining);
    expect(parts(made)).toEqual({ plan: 10n, credit: 3n, debt: 0n });
    expect(made.charge.closing?.differenceNanos).toBe(0n);
  });

  it("turns what a counted hold did not use into wallet credit", () => {
    // Counted 10 in full, used 6: 6 plan, 4 back.
    const made = charge({ plan: refunding }, 6n, counted);
    expect(parts(made)).toEqual({ plan: 6n, credit: 0n, debt: 0n });
    expect(made.charge.closing).toMatchObject({ to: "settled", differenceNanos: 4n });
    // The term counts 10: 6 used and 4 given back, so a refund that fails returns a term that has used 10.
    expect(termGrowth([made.charge], made.charge.closing === null ? [] : [made.charge.closing])).toEqual([
      { termId: "term-1", usedNanos: 10n },
    ]);
  });

  it("pays what exceeds a counted hold from credits, then debt", () => {
    const made = charge({ plan: refunding, creditNanos: 1n }, 13n, counted);
    expect(parts(made)).toEqual({ plan: 10n, credit: 1n, debt: 2n });
    expect(made.charge.closing).toMatchObject({ differenceNanos: 0n });
  });

  it("counts nothing in the term when the refund froze without the hold", () => {
    const made = charge({ plan: refunding, creditNanos: 20n }, 6n, { ...counted, counted: false });
    expect(parts(made)).toEqual({ plan: 0n, credit: 6n, debt: 0n });
    expect(made.charge.closing).toMatchObject({ to: "settled", differenceNanos: 0n });
  });

  it("gives the whole counted part back when the hold expires or is released", () => {
    for (const to of ["expired", "released"] as const)
      expect(closeUnused(counted, to)).toEqual({
        holdId: "hold-1",
        to,
        differenceNanos: 10n,
        termId: "term-1",
      });
    // Told late, after the expiry: 10 go back and the 6 are paid like any other usage.
    const late = charge({ plan: refunding, creditNanos: 0n }, 6n, { ...counted, expiresAt: NOW });
    expect(parts(late)).toEqual({ plan: 0n, credit: 0n, debt: 6n });
    expect(late.charge.closing).toMatchObject({ to: "expired", differenceNanos: 10n });
  });

  it("gives nothing back when no refund counted the hold, and closes nothing twice", () => {
    expect(closeUnused(hold(), "expired")?.differenceNanos).toBe(0n);
    expect(closeUnused(draining, "released")?.differenceNanos).toBe(0n);
    for (const state of ["settled", "released", "expired"] as const)
      expect(closeUnused(hold({ state }), "released")).toBeNull();
  });

  it.each(refundStates)("a hold under a refund in state %s stands as designed", (state) => {
    const expected = {
      draining: "live",
      ready: "counted",
      calling: "counted",
      pending: "counted",
      unknown: "counted",
      refunded: "counted",
      failed: "live",
      canceled: "live",
    } as const;
    expect(holdStanding(hold({ refund: { id: "r", state }, counted: true }), NOW)).toBe(expected[state]);
  });
});

describe("laws of charging", () => {
  const nanos = fc.bigInt({ min: 0n, max: 1000n });
  const holds = fc.option(
    fc
      .record({
        state: fc.constantFrom("open", "settled", "released", "expired" as const),
        termId: fc.constantFrom("term-1", "term-2"),
        plan: nanos,
        credit: nanos,
        expiresAt: fc.constantFrom("2026-11-20T11:59:00.000Z", NOW, "2026-11-20T12:10:00.000Z"),
        refund: fc.option(fc.constantFrom(...refundStates)),
        counted: fc.boolean(),
      })
      .map(
        (each): HoldFacts =>
          hold({
            state: each.state as HoldFacts["state"],
            termId: each.termId,
            amountNanos: each.plan + each.credit,
            planNanos: each.plan,
            expiresAt: each.expiresAt,
            refund: each.refund === null ? null : { id: "refund-1", state: each.refund },
            counted: each.counted,
          }),
      ),
  );
  const plans = fc.option(
    fc
      .record({
        used: nanos,
        others: nanos,
        state: fc.constantFrom("active", "canceling", "past_due", "refunding", "ended" as const),
      })
      .map(({ used, others, state }) =>
        plan({
          subscriptionState: state as PlanFunds["subscriptionState"],
          includedNanos: 1000n,
          usedNanos: used,
          heldNanos: others,
        }),
      ),
  );

  it("plan, credit and debt add up; nothing is created; no promise of another is touched", () =>
    fc.assert(
      fc.property(plans, holds, nanos, nanos, (of, held, creditNanos, amountNanos) => {
        // The hold's own promise is part of what the plan promised.
        const promised =
          held !== null && of !== null && held.termId === of.termId && holdStanding(held, NOW) !== "over"
            ? held.planNanos
            : 0n;
        const before = of === null ? null : { ...of, heldNanos: of.heldNanos + promised };
        const made = charge({ plan: before, creditNanos }, amountNanos, held);
        const { planNanos, creditNanos: paid, debtNanos, burns } = made.charge;
        expect(planNanos + paid + debtNanos).toBe(amountNanos);
        expect(sumNanos(burns.map((each) => each.amountNanos))).toBe(paid);
        expect(spendableOf(made.funds.lots, NOW) + paid).toBe(creditNanos);
        // Debt only when the credits are empty.
        expect(debtNanos === 0n || spendableOf(made.funds.lots, NOW) === 0n).toBe(true);
        // What the plan served beyond the hold's own promise was free.
        expect(planNanos <= promisedBy(held) + planFreeNanos(before, NOW, NOW)).toBe(true);
        if (of !== null) expect(made.funds.plan?.heldNanos).toBe(of.heldNanos);
        // A counted hold is worth exactly what the refund counted: served plus given back.
        if (held !== null && holdStanding(held, NOW) === "counted" && of?.subscriptionState === "refunding")
          expect(planNanos + (made.charge.closing?.differenceNanos ?? 0n)).toBe(held.planNanos);
      }),
      { seed: 20261124, numRuns: 500 },
    ));

  const promisedBy = (held: HoldFacts | null) =>
    held !== null && ["live", "counted"].includes(holdStanding(held, NOW)) ? held.planNanos : 0n;
});

describe("putting charges together", () => {
  it("makes one movement per lot", () => {
    expect(
      mergeBurns([
        { lotId: "a", amountNanos: 1n },
        { lotId: "b", amountNanos: 2n },
        { lotId: "a", amountNanos: 4n },
      ]),
    ).toEqual([
      { lotId: "a", amountNanos: 5n },
      { lotId: "b", amountNanos: 2n },
    ]);
  });

  it("pays debt from credits as far as they reach", () => {
    expect(planRepayment([lot(5n)], 8n, ORDER, NOW)).toEqual({
      repaidNanos: 5n,
      burns: [{ lotId: "lot-1", amountNanos: 5n }],
    });
    expect(planRepayment([lot(5n)], 3n, ORDER, NOW).repaidNanos).toBe(3n);
    expect(planRepayment([lot(5n)], 0n, ORDER, NOW)).toEqual({ repaidNanos: 0n, burns: [] });
  });
});
