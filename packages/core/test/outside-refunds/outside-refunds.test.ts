import { expect, it } from "vitest";
import { decide } from "../../src/decision/index.ts";
import { partOfCharge } from "../../src/orders/index.ts";
import { type OutsideRefundFacts, outsideRefund } from "../../src/outside-refunds/index.ts";
import { nanos, policyWith } from "../refunds/scenario.ts";

/** A top-up of $50.00 with a bonus of $2.50, nothing used, returned whole. */
const booked = (
  change: {
    readonly order?: Partial<OutsideRefundFacts["order"]>;
    readonly payment?: Partial<OutsideRefundFacts["payment"]>;
    readonly amountMinor?: bigint;
    readonly refundUnderWay?: boolean;
  } = {},
) =>
  decide(
    outsideRefund,
    {
      now: "2026-11-28T09:00:00.000Z",
      currency: "USD",
      order: {
        id: "order-1",
        number: "TOP-2026-00001",
        amountNanos: nanos("50"),
        holds: "credits",
        unspentNanos: nanos("50"),
        bonusGrantedNanos: nanos("2.5"),
        bonusLeftNanos: nanos("2.5"),
        ...change.order,
      },
      payment: {
        id: "payment-1",
        amountMinor: 5000n,
        taxNanos: 0n,
        returnedMinor: 0n,
        lostMinor: 0n,
        ...change.payment,
      },
      amountMinor: change.amountMinor ?? 5000n,
      providerRefundId: "re_1",
      refundUnderWay: change.refundUnderWay ?? false,
    },
    policyWith(),
  );

it.each<[string, Parameters<typeof booked>[0], object]>([
  ["R6.2: all of it, unspent", {}, { takenNanos: nanos("50"), takenBonusNanos: nanos("2.5"), oursNanos: 0n }],
  [
    // Of $50.00 $12.00 are used: $38.00 go, $12.00 are ours.
    "all of it, partly used",
    { order: { unspentNanos: nanos("38"), bonusLeftNanos: 0n } },
    { takenNanos: nanos("38"), takenBonusNanos: 0n, oursNanos: nanos("12") },
  ],
  [
    // $20.00 of $50.00 are two fifths; of the bonus of $2.50 that is $1.00.
    "R3.4: a part takes its share of the bonus",
    { amountMinor: 2000n },
    { takenNanos: nanos("20"), takenBonusNanos: nanos("1"), oursNanos: 0n, finalNanos: nanos("20") },
  ],
  [
    // $60.00 with $10.00 tax, half of it back: $30.00, of which $5.00 tax; $25.00 of credits.
    "R3.9: tax goes back in proportion",
    { payment: { amountMinor: 6000n, taxNanos: nanos("10") }, amountMinor: 3000n },
    { netNanos: nanos("25"), taxNanos: nanos("5"), takenNanos: nanos("25"), finalNanos: nanos("30") },
  ],
  [
    "R6.1: a plan ends with all of its payment",
    { order: { holds: "plan", unspentNanos: nanos("50"), bonusGrantedNanos: 0n, bonusLeftNanos: 0n } },
    { endsPlan: true, takenNanos: nanos("50"), oursNanos: 0n },
  ],
  [
    // $30.00 went back before: the last $20.00 make it whole.
    "also where it went back in parts",
    { order: { holds: "plan" }, payment: { returnedMinor: 3000n }, amountMinor: 2000n },
    { endsPlan: true, takenNanos: nanos("20"), oursNanos: 0n },
  ],
  [
    "a plan goes on with a part of it: that part is ours",
    { order: { holds: "plan" }, amountMinor: 700n },
    { endsPlan: false, takenNanos: 0n, oursNanos: nanos("7") },
  ],
  [
    "nothing is taken of what another holder has now",
    { order: { holds: "nothing", unspentNanos: 0n, bonusLeftNanos: 0n } },
    { takenNanos: 0n, takenBonusNanos: 0n, oursNanos: nanos("50") },
  ],
])("%s", (_, change, effects) => {
  expect(booked(change).effects).toMatchObject(effects);
});

it("R2.3, R3.8: is refused while another refund is under way, and beyond what our books say is left", () => {
  const codes = (change: Parameters<typeof booked>[0]) => booked(change).refusals.map(({ code }) => code);
  expect(codes({ refundUnderWay: true })).toEqual(["refund_in_progress"]);
  expect(codes({ payment: { returnedMinor: 1n } })).toEqual(["outside_refund_exceeds_payment"]);
  expect(codes({ payment: { lostMinor: 1n } })).toEqual(["outside_refund_exceeds_payment"]);
  expect(codes({ payment: { returnedMinor: 1n }, amountMinor: 4999n })).toEqual([]);
});

it("finds the part of a payment that so much of what was charged is, or says that there is none", () => {
  // $10.00 charged as ¥71.05 at 7.105: a cent is 7.105 fen, so of fen only those are a part that some cent comes to.
  const payment = {
    amountMinor: 1000n,
    currency: "USD",
    chargeMinor: 7105n,
    chargeCurrency: "CNY",
    exchangeRate: "7.105",
  };
  expect(partOfCharge(payment, 7105n)).toBe(1000n);
  // $5.00 are ¥35.525, rounded down ¥35.52.
  expect(partOfCharge(payment, 3552n)).toBe(500n);
  expect(partOfCharge(payment, 3550n)).toBeNull();
  expect(
    partOfCharge({ ...payment, chargeMinor: null, chargeCurrency: null, exchangeRate: null }, 300n),
  ).toBe(300n);
});
