import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  invoiceDocumentSchema,
  invoiceOf,
  type PaidOrderFacts,
  type PaidRefundFacts,
} from "../../src/invoices/index.ts";

/** Cents as nanos. */
const usd = (cents: number) => BigInt(cents) * 10_000_000n;

/** Pro for $20.00 and 19 % tax, $3.80. */
const order: PaidOrderFacts = {
  kind: "invoice",
  number: "INV-2026-000001",
  issuedAt: "2026-11-20T14:00:00.000Z",
  currency: "USD",
  orderNumber: "T-1",
  lines: [{ key: "plan_price", params: { plan: "pro", interval: "month" }, amountNanos: usd(2000) }],
  taxBps: 1900,
  taxNanos: usd(380),
};

/** $19.00 were refundable: fee 5 % = $0.95, so $18.05 net; tax goes back in proportion, 3.80 × 18.05 / 20 = $3.4295, $3.42. */
const refund: PaidRefundFacts = {
  kind: "credit_note",
  number: "CN-2026-000001",
  issuedAt: "2026-11-20T18:00:00.000Z",
  currency: "USD",
  orderNumber: "T-1",
  invoice: { number: "INV-2026-000001", totalNanos: usd(2380) },
  creditedBeforeNanos: 0n,
  grossNanos: usd(1900),
  feeBps: 500,
  feeNanos: usd(95),
  remainderNanos: 0n,
  taxBps: 1900,
  taxNanos: usd(342),
};

const amounts = ({ lines }: ReturnType<typeof invoiceOf>) =>
  lines.map(({ key, amountNanos, taxNanos }) => [key, amountNanos, taxNanos]);

describe("an invoice", () => {
  it("T1.2: says net, tax and total of one line: 20.00 + 3.80 = 23.80", () => {
    expect(invoiceOf(order)).toMatchObject({
      creditsInvoice: null,
      netNanos: usd(2000),
      taxNanos: usd(380),
      totalNanos: usd(2380),
      lines: [{ amountNanos: usd(2000), taxNanos: usd(380) }],
    });
  });

  it("T1.2: shares the tax of an upgrade: 100.00 less 15.00 unused are 85.00, 19 % of it 16.15 = 19.00 − 2.85", () => {
    const document = invoiceOf({
      ...order,
      lines: [
        { key: "plan_price", params: { plan: "max", interval: "month" }, amountNanos: usd(10_000) },
        { key: "total_paid", params: { plan: "Pro", paidAt: order.issuedAt }, amountNanos: usd(-1500) },
      ],
      taxNanos: usd(1615),
    });
    expect(amounts(document)).toEqual([
      ["plan_price", usd(10_000), usd(1900)],
      ["total_paid", usd(-1500), usd(-285)],
    ]);
    expect(document.totalNanos).toBe(usd(10_115));
  });

  it("T1.2: gives the odd cent to the largest fraction, the first of equals: 10 cents over three are 4, 3, 3", () => {
    const line = { key: "top_up_credits" as const, params: {}, amountNanos: usd(100) };
    const document = invoiceOf({ ...order, lines: [line, line, line], taxNanos: usd(10) });
    expect(document.lines.map(({ taxNanos }) => taxNanos)).toEqual([usd(4), usd(3), usd(3)]);
  });

  it("of nothing is nothing", () => {
    expect(invoiceOf({ ...order, lines: [], taxNanos: 0n })).toMatchObject({ totalNanos: 0n, lines: [] });
  });

  it("is refused where facts contradict each other", () => {
    const line = (amountNanos: bigint) => [{ key: "top_up_credits" as const, params: {}, amountNanos }];
    expect(() => invoiceOf({ ...order, lines: [] })).toThrow("nothing to split by");
    expect(() => invoiceOf({ ...order, lines: line(1n), taxNanos: 0n })).toThrow(
      "whole number of minor units",
    );
    expect(() => invoiceOf({ ...order, lines: line(usd(-1)), taxNanos: 0n })).toThrow("whole number");
    expect(() => invoiceOf({ ...order, taxNanos: -usd(1) })).toThrow("tax is a whole number");
    expect(() => invoiceOf({ ...order, taxNanos: 1n })).toThrow("tax is a whole number");
    // Yen have no minor unit below one: a total of 1.5 yen cannot be charged.
    expect(() => invoiceOf({ ...order, currency: "JPY", lines: line(1_500_000_000n), taxNanos: 0n })).toThrow(
      "whole number of minor units",
    );
  });
});

describe("a credit note (R3.9)", () => {
  it("R3.9: takes back what was returned, the tax on its own: −19.00 + 0.95 = −18.05, tax −3.42, total −21.47", () => {
    const document = invoiceOf(refund);
    expect(document).toMatchObject({
      kind: "credit_note",
      creditsInvoice: "INV-2026-000001",
      netNanos: usd(-1805),
      taxNanos: usd(-342),
      totalNanos: usd(-2147),
    });
    // 3.42 × 19.00 / 18.05 is exactly 3.60, 3.42 × 0.95 / 18.05 exactly 0.18.
    expect(amounts(document)).toEqual([
      ["refundable_balance", usd(-1900), usd(-360)],
      ["platform_fee", usd(95), usd(18)],
    ]);
  });

  it("R3.9: shows the remainder that no minor unit expresses, so that the total can be paid", () => {
    const document = invoiceOf({
      ...refund,
      grossNanos: usd(1900) + 5n,
      remainderNanos: 5n,
    });
    expect(document.lines.map(({ key }) => key)).toEqual([
      "refundable_balance",
      "platform_fee",
      "rounding_remainder",
    ]);
    expect(document.totalNanos).toBe(usd(-2147));
  });

  it("R3.9: never takes back more than was invoiced: 23.80 less 2.33 leaves 21.47, a cent less does not", () => {
    expect(invoiceOf({ ...refund, creditedBeforeNanos: usd(233) }).totalNanos).toBe(usd(-2147));
    expect(() => invoiceOf({ ...refund, creditedBeforeNanos: usd(234) })).toThrow("more credited");
  });
});

it("T1.2: adds up, whatever is ordered: lines to net, shares to tax, each share within a minor unit of its exact one", () => {
  const price = fc.integer({ min: 1, max: 500_000 }).map(usd);
  const credit = fc.integer({ min: 0, max: 400 }).map((cents) => -usd(cents));
  fc.assert(
    fc.property(
      fc.array(price, { minLength: 1, maxLength: 8 }),
      fc.array(credit, { maxLength: 2 }),
      fc.integer({ min: 0, max: 2500 }),
      (prices, credits, taxBps) => {
        const all = [...prices, ...credits];
        const net = all.reduce((sum, each) => sum + each, 0n);
        fc.pre(net > 0n);
        // Rounded down to a cent, as an unkind calculator might.
        const taxNanos = ((net * BigInt(taxBps)) / 10_000n / usd(1)) * usd(1);
        const document = invoiceOf({
          ...order,
          taxBps,
          taxNanos,
          lines: all.map((amountNanos) => ({ key: "top_up_credits", params: {}, amountNanos })),
        });
        expect(document.lines.reduce((sum, each) => sum + each.amountNanos, 0n)).toBe(document.netNanos);
        expect(document.lines.reduce((sum, each) => sum + each.taxNanos, 0n)).toBe(taxNanos);
        expect(document.totalNanos).toBe(net + taxNanos);
        for (const { amountNanos, taxNanos: share } of document.lines) {
          // |share − tax × amount / net| < 1 cent, in whole numbers.
          const distance = share * net - taxNanos * amountNanos;
          expect((distance < 0n ? -distance : distance) < usd(1) * net).toBe(true);
        }
        const json = invoiceDocumentSchema.encode(document);
        expect(invoiceDocumentSchema.parse(JSON.parse(JSON.stringify(json)))).toEqual(document);
      },
    ),
    { seed: 20261120, numRuns: 500 },
  );
});
