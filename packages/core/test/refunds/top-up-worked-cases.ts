import { readFileSync } from "node:fs";
import { z } from "zod";
import { minorToNanos } from "../../src/money/index.ts";
import type { TopUpRefundFacts } from "../../src/refunds/index.ts";
import { nanos, payment, policyWith } from "./scenario.ts";

const decimal = z.string();
const caseSchema = z.strictObject({
  currency: z.enum(["USD", "JPY", "KWD"]).default("USD"),
  route: z.enum(["self_service", "email"]).default("self_service"),
  requestedAt: z.string().default("2026-11-20T12:00:00.000Z"),
  account: z.enum(["active", "suspended", "terminated"]).default("active"),
  orderState: z.enum(["paid", "pending"]).default("paid"),
  previousHolder: z.boolean().default(false),
  subjectChange: z.enum(["none", "open", "accepted"]).default("none"),
  recentRefunds: z.int().default(0),
  policy: z
    .strictObject({
      feeBps: z.int().optional(),
      attribution: z.enum(["literal", "order_lot"]).optional(),
      walletDebit: z.enum(["gross", "net"]).optional(),
    })
    .default({}),
  payment: z
    .tuple([z.enum(["stripe", "antom", "bank_transfer"]), z.int(), z.int()])
    .default(["stripe", 5000, 0]),
  dispute: z.enum(["none", "open"]).default("none"),
  earlier: z
    .array(
      z.tuple([z.enum(["pending", "refunded", "failed"]), z.enum(["whole", "partial"]), decimal, z.int()]),
    )
    .default([]),
  used: decimal.default("0"),
  unused: decimal.optional(),
  wallet: decimal.optional(),
  debt: decimal.default("0"),
  bonus: z.tuple([decimal, decimal]).default(["0", "0"]),
  holds: z.array(decimal).default([]),
  settle: z
    .strictObject({ usedThen: decimal, expected: decimal, floor: decimal, reserved: decimal })
    .optional(),
  expect: z.strictObject({
    outcome: z.enum(["granted", "refused", "review"]),
    refusals: z.array(z.string()).default([]),
    balance: decimal.optional(),
    beyond: decimal.optional(),
    capped: decimal.optional(),
    fee: decimal.optional(),
    net: decimal.optional(),
    remainder: decimal.optional(),
    tax: decimal.optional(),
    final: decimal.optional(),
    leg: z.int().optional(),
    walletDebit: decimal.optional(),
    forfeited: decimal.optional(),
    remainingMs: z.int().optional(),
    expected: decimal.optional(),
    floor: decimal.optional(),
    difference: decimal.optional(),
    returned: decimal.optional(),
  }),
});
type Worked = z.output<typeof caseSchema>;

/** A worked case of top-up-cases.md. */
export interface TopUpCase {
  /** Number and heading. */
  readonly title: string;
  readonly facts: TopUpRefundFacts;
  readonly submitted: {
    readonly usedNanos: bigint;
    readonly expectedFinalNanos: bigint;
    readonly floorFinalNanos: bigint;
    readonly reservedNanos: bigint;
  } | null;
  readonly policy: ReturnType<typeof policyWith>;
  readonly expect: Worked["expect"];
}

/** Reads every case of the document; a heading without a block, or a block with an unknown word, is an error. */
export function readTopUpCases(path: string): readonly TopUpCase[] {
  const [, ...sections] = readFileSync(path, "utf8").split(/^### (?=U\d)/m);
  return sections.map((section) => {
    const title = section.slice(0, section.indexOf("\n"));
    const block = /^```json\n(?<json>.*?)\n```$/ms.exec(section)?.groups?.["json"];
    if (block === undefined) throw new Error(`no block: ${title}`);
    return toCase(title, caseSchema.parse(JSON.parse(block)));
  });
}

function toCase(title: string, given: Worked): TopUpCase {
  const [provider, captured, tax] = given.payment;
  const paid = given.orderState === "paid";
  const beforeTaxNanos = minorToNanos(BigInt(captured - tax), given.currency);
  const unused = given.unused === undefined ? beforeTaxNanos : nanos(given.unused);
  const { feeBps, attribution, walletDebit } = given.policy;
  return {
    title,
    facts: {
      now: given.requestedAt,
      currency: given.currency,
      route: given.route,
      requestedAt: given.requestedAt,
      accountState: given.account,
      order: {
        id: "order-1",
        number: "TOP-2026-00001",
        state: given.orderState,
        paidAt: paid ? "2026-11-20T10:00:00.000Z" : null,
        paidByPreviousHolder: given.previousHolder,
      },
      subjectChange: given.subjectChange,
      payments: paid
        ? [
            payment({
              provider,
              amountMinor: BigInt(captured),
              taxNanos: minorToNanos(BigInt(tax), given.currency),
              disputeOpen: given.dispute === "open",
            }),
          ]
        : [],
      earlierRefunds: given.earlier.map(([state, extent, gross, minor], index) => ({
        id: `refund-${index + 1}`,
        state,
        extent,
        grossNanos: nanos(gross),
        legs: [{ paymentId: "payment-1", amountMinor: BigInt(minor) }],
      })),
      usedNanos: nanos(given.used),
      openHolds: given.holds.map((held, index) => ({
        id: `hold-${index + 1}`,
        creditNanos: nanos(held),
        expiresAt: "2026-11-20T12:10:00.000Z",
      })),
      unusedPaidNanos: given.settle === undefined ? unused : nanos(given.settle.reserved),
      bonusSpentNanos: nanos(given.bonus[0]),
      bonusLeftNanos: nanos(given.bonus[1]),
      walletPaidNanos: given.wallet === undefined ? unused : nanos(given.wallet),
      debtNanos: nanos(given.debt),
      recentRefunds: given.recentRefunds,
    },
    submitted:
      given.settle === undefined
        ? null
        : {
            usedNanos: nanos(given.settle.usedThen),
            expectedFinalNanos: nanos(given.settle.expected),
            floorFinalNanos: nanos(given.settle.floor),
            reservedNanos: nanos(given.settle.reserved),
          },
    policy: policyWith({
      ...(feeBps === undefined ? {} : { feeBps }),
      ...(attribution === undefined ? {} : { attribution }),
      ...(walletDebit === undefined ? {} : { walletDebit }),
    }),
    expect: given.expect,
  };
}
