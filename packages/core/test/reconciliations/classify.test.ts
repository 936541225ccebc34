import { describe, expect, it } from "vitest";
import { classify, contributionsOf, type Here, type There, Totals } from "../../src/reconciliations/index.ts";

const usd = (amountMinor: bigint) => ({ amountMinor, currency: "USD" });
const captured = { id: "pi", captured: true, orderId: "order", ...usd(2000n) };
const paid = { ...usd(2000n), disputeState: "none" as const };
const order = { ...usd(2000n), id: "order", paid: false };
const there = (change: Partial<There> = {}): There => ({
  payment: captured,
  refunds: [],
  disputes: [],
  ...change,
});
const here = (change: Partial<Here> = {}): Here => ({ payment: paid, order: null, legs: [], ...change });
const refund = (change: Partial<There["refunds"][number]> = {}) => ({
  id: "re",
  legId: "leg",
  state: "refunded" as const,
  returned: false,
  ...usd(1900n),
  ...change,
});
const leg = (change: Partial<Here["legs"][number]> = {}) => ({
  id: "leg",
  state: "refunded" as const,
  providerRefundId: "re",
  ...usd(1900n),
  ...change,
});
const dispute = (state: "open" | "won" | "lost", id = "dp") => ({ id, state, ...usd(2000n) });
/** Object, kind, subject and remedy of each difference, in a line. */
const words = (theirs: There, ours: Here) =>
  classify("pi", theirs, ours).map((each) => `${each.object} ${each.kind} ${each.subject}: ${each.remedy}`);

describe("the books of a provider beside ours, about one payment", () => {
  it.each<[string, There, Here, string[]]>([
    ["both hold it", there(), here(), []],
    ["neither does", there({ payment: null }), here({ payment: null }), []],
    [
      "a page that nobody paid on is no payment",
      there({ payment: { ...captured, captured: false } }),
      here({ payment: null, order }),
      [],
    ],
    [
      "the notification never came: the order waits for what was paid",
      there(),
      here({ payment: null, order }),
      ["payment missing_here pi: take_over"],
    ],
    [
      "a payment that names no order of ours",
      there({ payment: { ...captured, orderId: null } }),
      here({ payment: null }),
      ["payment missing_here pi: find_order"],
    ],
    [
      "a second payment of an order that is paid",
      there(),
      here({ payment: null, order: { ...order, paid: true } }),
      ["payment duplicate pi: take_over"],
    ],
    [
      "19.99 for an order of 20.00: it would be refused again, so nothing is offered",
      there({ payment: { ...captured, amountMinor: 1999n } }),
      here({ payment: null, order }),
      ["payment amount pi: correct_amount"],
    ],
    [
      "20.00 of another currency is a matter of currency, not of amount",
      there({ payment: { ...captured, amountMinor: 1n, currency: "EUR" } }),
      here({ payment: null, order }),
      ["payment currency pi: correct_amount"],
    ],
    [
      "a recorded payment of another amount",
      there({ payment: { ...captured, amountMinor: 2001n } }),
      here(),
      ["payment amount pi: correct_amount"],
    ],
    [
      "the provider knows no such payment",
      there({ payment: null }),
      here(),
      ["payment missing_there pi: ask_provider"],
    ],
    [
      "the provider says that it was not captured",
      there({ payment: { ...captured, captured: false } }),
      here(),
      ["payment state pi: ask_provider"],
    ],
  ])("%s", (_what, theirs, ours, expected) => {
    expect(words(theirs, ours)).toEqual(expected);
  });

  it.each<[string, There["refunds"], Here["legs"], string[]]>([
    ["paid on both sides", [refund()], [leg()], []],
    ["under way on both sides", [refund({ state: "pending" })], [leg({ state: "pending" })], []],
    ["failed on both sides", [refund({ state: "failed" })], [leg({ state: "failed" })], []],
    [
      "a call whose answer was lost, and no refund there yet: the hourly look-up settles it",
      [],
      [leg({ state: "unknown", providerRefundId: null })],
      [],
    ],
    [
      "paid there, still unknown here",
      [refund()],
      [leg({ state: "unknown", providerRefundId: null })],
      ["refund state re: take_over"],
    ],
    [
      "failed there, under way here",
      [refund({ state: "failed" })],
      [leg({ state: "pending" })],
      ["refund state re: take_over"],
    ],
    ["under way there, paid here", [refund({ state: "pending" })], [leg()], ["refund state re: wait"]],
    [
      "R6.4: failed there, paid here",
      [refund({ state: "failed" })],
      [leg()],
      ["refund bounced re: take_over"],
    ],
    [
      "R6.4: its money came back, and only the settlement says so",
      [refund({ returned: true })],
      [leg()],
      ["refund bounced re: take_over"],
    ],
    [
      "it came back, and what it took was given back already",
      [refund({ returned: true })],
      [leg({ state: "failed" })],
      [],
    ],
    [
      "paid there although it was given back here",
      [refund()],
      [leg({ state: "failed" })],
      ["refund state re: claim_back"],
    ],
    [
      "paid there although it was called off here",
      [refund()],
      [leg({ state: "canceled", providerRefundId: null })],
      ["refund state re: claim_back"],
    ],
    [
      "19.01 instead of 19.00",
      [refund({ amountMinor: 1901n })],
      [leg()],
      ["refund amount re: correct_amount"],
    ],
    [
      "euros instead of dollars",
      [refund({ currency: "EUR" })],
      [leg()],
      ["refund currency re: correct_amount"],
    ],
    [
      "made at the provider, without us",
      [refund({ legId: null })],
      [],
      ["refund missing_here re: book_refund"],
    ],
    [
      "made at the provider and booked, though its portal numbered it by itself",
      [refund({ legId: "portal" })],
      [leg()],
      [],
    ],
    ["tried at the provider in vain: no money moved", [refund({ legId: null, state: "failed" })], [], []],
    [
      "paid twice for one leg: the second is one too many",
      [refund(), refund({ id: "re2" })],
      [leg()],
      ["refund duplicate re2: claim_back"],
    ],
    [
      "the leg knows the second of two: then the first is one too many",
      [refund({ id: "re0" }), refund()],
      [leg()],
      ["refund duplicate re0: claim_back"],
    ],
    ["we say paid, they know of none", [], [leg()], ["refund missing_there re: ask_provider"]],
    [
      "the same without their id",
      [],
      [leg({ providerRefundId: null })],
      ["refund missing_there leg: ask_provider"],
    ],
  ])("a refund: %s", (_what, refunds, legs, expected) => {
    expect(words(there({ refunds }), here({ legs }))).toEqual(expected);
  });

  it.each<[string, There["disputes"], Here, string[]]>([
    ["open on both sides", [dispute("open")], here({ payment: { ...paid, disputeState: "open" } }), []],
    ["never told", [dispute("open")], here(), ["dispute unmatched_dispute dp: take_over"]],
    [
      "lost there, open here",
      [dispute("lost")],
      here({ payment: { ...paid, disputeState: "open" } }),
      ["dispute state dp: take_over"],
    ],
    [
      "one was won, another lost: lost counts",
      [dispute("won", "dp2"), dispute("lost")],
      here({ payment: { ...paid, disputeState: "lost" } }),
      [],
    ],
    [
      "ours has no counterpart",
      [],
      here({ payment: { ...paid, disputeState: "open" } }),
      ["dispute missing_there pi: ask_provider"],
    ],
    [
      "of a payment that is nobody's",
      [dispute("open")],
      here({ payment: null }),
      ["payment missing_here pi: find_order", "dispute unmatched_dispute dp: find_order"],
    ],
  ])("a dispute: %s", (_what, disputes, ours, expected) => {
    expect(words(there({ disputes }), ours)).toEqual(expected);
  });

  it("totals count what was captured, what was paid back and stayed away, and what is disputed", () => {
    const theirs = there({
      refunds: [refund(), refund({ id: "r2", returned: true }), refund({ id: "r3", state: "failed" })],
      disputes: [dispute("open"), dispute("won", "dp2")],
    });
    const ours = here({
      payment: { ...paid, disputeState: "open" },
      legs: [leg(), leg({ id: "leg2", state: "failed" })],
    });
    expect(
      contributionsOf(theirs, ours).map((each) => `${each.object} ${each.side} ${each.amountMinor}`),
    ).toEqual([
      "payment there 2000",
      "payment here 2000",
      "refund there 1900",
      "refund here 1900",
      "dispute there 2000",
      "dispute here 2000",
    ]);
    const totals = new Totals();
    totals.add("stripe", contributionsOf(theirs, ours));
    totals.add("stripe", contributionsOf(there(), here({ payment: null })));
    // Twice $20.00 there, once here; $19.00 went back on both sides.
    expect(totals.rows()).toMatchObject([
      {
        channel: "stripe",
        object: "payment",
        currency: "USD",
        thereCount: 2,
        thereMinor: "4000",
        hereMinor: "2000",
      },
      { object: "refund", thereCount: 1, thereMinor: "1900", hereCount: 1, hereMinor: "1900" },
      { object: "dispute", thereMinor: "2000", hereMinor: "2000" },
    ]);
    // We do not know of the dispute: it counts on their side alone.
    expect(
      contributionsOf(there({ disputes: [dispute("lost")] }), here()).map(
        (each) => `${each.object} ${each.side}`,
      ),
    ).toEqual(["payment there", "payment here", "dispute there"]);
  });
});
