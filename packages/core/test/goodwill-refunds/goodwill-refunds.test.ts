import { describe, expect, it } from "vitest";
import { decide, replay } from "../../src/decision/index.ts";
import {
  type GoodwillRefundFacts,
  goodwillRefund,
  goodwillRefundLifecycle,
  returnedMinorOf,
} from "../../src/goodwill-refunds/index.ts";
import { actionsFor, terminalStatesOf } from "../../src/lifecycle/index.ts";
import { nanos, payment, policyWith } from "../refunds/scenario.ts";

type Payment = NonNullable<GoodwillRefundFacts["payment"]>;

/** $5.00 of an order of $20.00, proposed by Rita and approved by Sam. */
const given = (
  change: Partial<Omit<GoodwillRefundFacts, "order" | "payment">> & {
    order?: Partial<GoodwillRefundFacts["order"]>;
    payment?: Partial<Payment> | null;
  } = {},
) => {
  const { order, payment: paid = {}, ...rest } = change;
  return decide(
    goodwillRefund,
    {
      now: "2026-11-25T09:00:00.000Z",
      currency: "USD",
      accountState: "active",
      order: {
        id: "order-1",
        number: "ORD-2026-00001",
        state: "paid",
        paidByPreviousHolder: false,
        distributor: null,
        ...order,
      },
      payment: paid === null ? null : { ...payment(), returnedMinor: 0n, ...paid },
      refundUnderWay: false,
      amountNanos: nanos("5"),
      proposer: { id: "rita", related: false },
      approver: { id: "sam", related: false },
      ...rest,
    },
    policyWith(),
  );
};
const codes = (...change: Parameters<typeof given>) => given(...change).refusals.map(({ code }) => code);

describe("a refund out of goodwill", () => {
  it("R7.1: gives at most what is left of the payment, without fee, in what its provider can pay", () => {
    expect(given().effects).toMatchObject({
      finalNanos: nanos("5"),
      taxNanos: 0n,
      legs: [{ paymentId: "payment-1", amountMinor: 500n }],
      leftNanos: nanos("15"),
    });
    // 20.00 less 3.00 that went back and 2.00 lost in a dispute: 15.00 are left, and not a cent more.
    const touched = { payment: { returnedMinor: 300n, lostMinor: 200n } };
    expect(given({ ...touched, amountNanos: nanos("15") }).effects?.leftNanos).toBe(0n);
    for (const amount of ["15.01", "0", "-1", "4.999"])
      expect(codes({ ...touched, amountNanos: nanos(amount) })).toEqual(["goodwill_amount_out_of_range"]);
    expect(given({ ...touched, amountNanos: nanos("15.01") }).refusals[0]?.params).toEqual({
      least: "10000000",
      left: "15000000000",
    });
  });

  it("R3.9: the tax in it is its share of the tax paid, on a line of its own", () => {
    // 24.00 with 4.00 of tax: 5.00 of it hold 4 × 5 / 24 = 0.8333…, down to 0.83; all of it holds all of the tax.
    const taxed = { payment: { amountMinor: 2400n, taxNanos: nanos("4") } };
    expect(given(taxed).effects).toMatchObject({ netNanos: nanos("4.17"), taxNanos: nanos("0.83") });
    expect(given({ ...taxed, amountNanos: nanos("24") }).effects).toMatchObject({ taxNanos: nanos("4") });
    expect(given(taxed).lines.map(({ key }) => key)).toEqual([
      "goodwill_refund",
      "tax_returned",
      "final_amount",
      "goodwill_left",
    ]);
  });

  it("T1.4: two people give it, and neither belongs to the account", () => {
    expect(codes({ approver: { id: "rita", related: false } })).toEqual(["goodwill_same_person"]);
    expect(codes({ proposer: { id: "rita", related: true } })).toEqual(["goodwill_related_person"]);
    expect(codes({ approver: { id: "sam", related: true } })).toEqual(["goodwill_related_person"]);
    expect(given({ approver: null }).outcome).toBe("granted");
  });

  it.each<[string, Parameters<typeof given>[0], string]>([
    ["R2.6", { order: { state: "pending" } }, "order_not_completed"],
    ["R2.6", { payment: null }, "order_not_completed"],
    [
      "T1.3",
      { order: { distributor: { name: "App Store", link: "https://a.example" } } },
      "distributor_purchase",
    ],
    ["T4.2", { accountState: "terminated" }, "terminated_for_violation"],
    ["C4.9", { order: { paidByPreviousHolder: true } }, "paid_by_previous_holder"],
    ["R2.3", { refundUnderWay: true }, "refund_in_progress"],
    ["R2.8", { payment: { disputeOpen: true } }, "disputed"],
  ])("%s stands against it too", (clause, change, code) => {
    expect(given(change)).toMatchObject({ outcome: "refused", refusals: [{ code, clause }], effects: null });
  });

  it("R6.4, R7.1: what failed is there again, unless it is owed; what was called off never went", () => {
    const leg = (state: string, amountMinor: bigint, paymentId = "payment-1") => ({
      paymentId,
      state,
      amountMinor,
    });
    // 3.00 paid and 2.00 on its way count, and 1.00 that bounced and is owed: 6.00.
    expect(
      returnedMinorOf("payment-1", [
        { owed: false, legs: [leg("refunded", 300n), leg("refunded", 900n, "payment-2")] },
        { owed: false, legs: [leg("pending", 200n)] },
        { owed: false, legs: [leg("failed", 5000n), leg("canceled", 7000n)] },
        { owed: true, legs: [leg("failed", 100n)] },
      ]),
    ).toBe(600n);
  });

  it("replays byte-equal", () => {
    expect(replay(given().json, [goodwillRefund])).toEqual({ same: true });
  });

  it("is moved by staff alone, once", () => {
    expect(actionsFor(goodwillRefundLifecycle, "proposed", "owner")).toEqual([]);
    expect(actionsFor(goodwillRefundLifecycle, "proposed", "reviewer")).toEqual([
      "approve",
      "decline",
      "withdraw",
    ]);
    expect(terminalStatesOf(goodwillRefundLifecycle)).toEqual(["approved", "declined", "withdrawn"]);
  });
});
