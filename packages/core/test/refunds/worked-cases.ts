import { readFileSync } from "node:fs";
import { z } from "zod";
import { minorToNanos } from "../../src/money/index.ts";
import type { SettleRefundFacts, SubscriptionRefundFacts } from "../../src/refunds/index.ts";
import { holds, nanos, payment, policyWith, refundFacts, settleFacts } from "./scenario.ts";

const decimal = z.string();
const caseSchema = z.strictObject({
  currency: z.enum(["USD", "JPY", "KWD"]).default("USD"),
  route: z.enum(["self_service", "email"]).default("self_service"),
  requestedAt: z.string().default("2026-11-20T12:00:00.000Z"),
  now: z.string().optional(),
  account: z.enum(["active", "suspended", "terminated"]).default("active"),
  orderState: z.enum(["paid", "pending"]).default("paid"),
  origin: z.enum(["new", "renewal", "upgrade"]).default("new"),
  subscribedAt: z.string().default("2026-11-20T10:00:00.000Z"),
  gift: z.enum(["none", "received", "given_unredeemed", "given_redeemed"]).default("none"),
  distributor: z.boolean().default(false),
  previousHolder: z.boolean().default(false),
  subjectChange: z.enum(["none", "open", "accepted"]).default("none"),
  recentRefunds: z.int().default(0),
  policy: z
    .strictObject({
      feeBps: z.int().optional(),
      windowHours: z.int().optional(),
      renewalReopensWindow: z.boolean().optional(),
    })
    .default({}),
  payments: z
    .array(z.tuple([z.enum(["stripe", "bank_transfer", "distributor"]), z.int(), z.int()]))
    .default([["stripe", 2000, 0]]),
  disputes: z.array(z.tuple([z.enum(["open", "won", "lost"]), z.int()])).default([]),
  earlier: z
    .array(
      z.tuple([
        z.enum(["draining", "pending", "unknown", "refunded", "failed", "canceled"]),
        z.enum(["whole", "partial"]),
        decimal,
        z.array(z.int()),
      ]),
    )
    .default([]),
  minimum: z.int().default(1),
  used: decimal.default("0"),
  holds: z.array(decimal).default([]),
  settle: z.strictObject({ usedThen: decimal, expected: decimal, floor: decimal }).optional(),
  expect: z.strictObject({
    outcome: z.enum(["granted", "refused", "review"]),
    refusals: z.array(z.string()).default([]),
    balance: decimal.optional(),
    beyond: decimal.optional(),
    fee: decimal.optional(),
    net: decimal.optional(),
    remainder: decimal.optional(),
    tax: decimal.optional(),
    final: decimal.optional(),
    legs: z.array(z.int()).optional(),
    after: z.enum(["free", "earlier_term", "gift_void"]).optional(),
    remainingMs: z.int().optional(),
    expected: decimal.optional(),
    floor: decimal.optional(),
    difference: decimal.optional(),
  }),
});
type Worked = z.output<typeof caseSchema>;

/** A worked case of subscription-cases.md. */
export interface WorkedCase {
  /** Number and heading. */
  readonly title: string;
  readonly facts: SubscriptionRefundFacts;
  /** The facts of settling, or null where the case is a request. */
  readonly settle: SettleRefundFacts | null;
  readonly policy: ReturnType<typeof policyWith>;
  readonly expect: Worked["expect"];
}

/** Reads every case of the document; a heading without a block, or a block with an unknown word, is an error. */
export function readWorkedCases(path: string): readonly WorkedCase[] {
  const [, ...sections] = readFileSync(path, "utf8").split(/^### (?=S\d)/m);
  return sections.map((section) => {
    const title = section.slice(0, section.indexOf("\n"));
    const block = /^```json\n(?<json>.*?)\n```$/ms.exec(section)?.groups?.["json"];
    if (block === undefined) throw new Error(`no block: ${title}`);
    return toCase(title, caseSchema.parse(JSON.parse(block)));
  });
}

function toCase(title: string, given: Worked): WorkedCase {
  const facts = refundFacts({
    currency: given.currency,
    route: given.route,
    requestedAt: given.requestedAt,
    now: given.now ?? given.requestedAt,
    accountState: given.account,
    subjectChange: given.subjectChange,
    recentRefunds: given.recentRefunds,
    usedNanos: nanos(given.used),
    openHolds: holds(...given.holds.map(nanos)),
    payments: given.payments.map(([provider, captured, tax], index) => {
      const [dispute, disputed] = given.disputes[index] ?? ["won", 0];
      return payment({
        id: `payment-${index + 1}`,
        provider,
        amountMinor: BigInt(captured),
        taxNanos: minorToNanos(BigInt(tax), given.currency),
        disputeOpen: dispute === "open",
        lostMinor: dispute === "lost" ? BigInt(disputed) : 0n,
        minimumRefundMinor: BigInt(given.minimum),
      });
    }),
    earlierRefunds: given.earlier.map(([state, extent, gross, legs], index) => ({
      id: `refund-${index + 1}`,
      state,
      extent,
      grossNanos: nanos(gross),
      legs: legs.map((minor, leg) => ({ paymentId: `payment-${leg + 1}`, amountMinor: BigInt(minor) })),
    })),
    order: {
      state: given.orderState,
      origin: given.origin,
      paidAt: given.orderState === "paid" ? "2026-11-20T10:00:00.000Z" : null,
      subscribedAt: given.orderState === "paid" ? given.subscribedAt : null,
      gift: given.gift,
      distributor: given.distributor ? { name: "App Store", link: "https://reportaproblem.example" } : null,
      paidByPreviousHolder: given.previousHolder,
    },
  });
  const { feeBps, windowHours, renewalReopensWindow } = given.policy;
  return {
    title,
    facts,
    settle:
      given.settle === undefined
        ? null
        : settleFacts(facts, {
            usedNanos: nanos(given.settle.usedThen),
            expectedFinalNanos: nanos(given.settle.expected),
            floorFinalNanos: nanos(given.settle.floor),
          }),
    policy: policyWith({
      ...(feeBps === undefined ? {} : { feeBps }),
      ...(windowHours === undefined ? {} : { windowHours }),
      ...(renewalReopensWindow === undefined ? {} : { renewalReopensWindow }),
    }),
    expect: given.expect,
  };
}
