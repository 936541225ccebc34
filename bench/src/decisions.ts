import { hash } from "node:crypto";
import { canonicalize, decide, type Json } from "@tenure/core/decision";
import { type Policy, policyAt } from "@tenure/core/policy";
import { refundFileSchema, type SubscriptionRefundFacts, subscriptionRefund } from "@tenure/core/refunds";
import { signReceipt } from "../../apps/api/src/decisions/store.ts";
import { rulesEngine } from "./rules-engine.ts";

/** Refunds per second of processor time, one thread. */
export interface DecisionFigures {
  readonly decided: number;
  /** Decided, written in canonical form, hashed: what a stored decision takes without its signature. */
  readonly hashed: number;
  readonly signed: number;
  /** json-rules-engine: the same refusals and amounts, without lines, stored form and hash. */
  readonly rulesEngine: number;
}

/** Different requests; more than that and their memory is what is measured. */
const REQUESTS = 1000;
/** Each rate is the median of so many turns. */
const TURNS = 5;
const NOW = "2026-11-21T06:00:00.000Z";

/** Requests of many kinds: most granted, some late, used up, disputed, in tax, over two payments, with earlier refunds. */
function requests(): SubscriptionRefundFacts[] {
  return Array.from({ length: REQUESTS }, (_, number) =>
    refundFileSchema.parse({
      kind: "refund.subscription",
      now: NOW,
      currency: "USD",
      // An hour to thirty before: one in five is late.
      order: {
        planId: "pro",
        paidAt: new Date(Date.parse(NOW) - ((number % 30) + 1) * 3_600_000).toISOString(),
      },
      payments: [
        { id: "payment-1", provider: "stripe", amount: "20.00", disputeOpen: number % 50 === 0 },
        ...(number % 4 === 0
          ? [{ id: "payment-2", provider: "stripe", amount: "180.00", tax: number % 8 === 0 ? "30.00" : "0" }]
          : []),
      ],
      earlierRefunds:
        number % 10 === 0
          ? [
              {
                id: "refund-1",
                state: number % 20 === 0 ? "refunded" : "pending",
                extent: "partial",
                gross: "2.00",
                legs: [{ paymentId: "payment-1", amount: "1.90" }],
              },
            ]
          : [],
      // Up to 21.3: a few have used more than they paid.
      used: `${Math.floor(number / 47)}.${String((number * 7919) % 1_000_000).padStart(6, "0")}`,
      recentRefunds: number % 100 === 1 ? 3 : 0,
    }),
  );
}

/** Measures core's decisions in turns with json-rules-engine's. @throws Error where the two disagree */
export async function measureDecisions(seconds: number): Promise<DecisionFigures> {
  const facts = requests();
  const policy = policyAt(NOW);
  const engine = rulesEngine(policy);
  for (const each of facts) await compare(each, policy, engine);
  const key = { keyId: "bench", secretKey: "11".repeat(32) };
  const stored = (each: SubscriptionRefundFacts): Json =>
    decide(subscriptionRefund, each, policy).json as Json;
  const works: Record<keyof DecisionFigures, (each: SubscriptionRefundFacts) => unknown> = {
    decided: (each) => stored(each),
    hashed: (each) => hash("sha256", canonicalize(stored(each))),
    signed: (each) => signReceipt(stored(each), key),
    rulesEngine: (each) => engine(each),
  };
  const taken = Object.entries(works).map(([name, work]) => ({ name, work, rates: [] as number[] }));
  for (let turn = 0; turn < TURNS; turn += 1)
    for (const { work, rates } of taken) rates.push(await rateOf(work, facts, seconds / TURNS));
  const rates = new Map(taken.map((each) => [each.name, each.rates.sort((a, b) => a - b)[TURNS >> 1] ?? 0]));
  const rate = (name: keyof DecisionFigures): number => rates.get(name) ?? 0;
  return {
    decided: rate("decided"),
    hashed: rate("hashed"),
    signed: rate("signed"),
    rulesEngine: rate("rulesEngine"),
  };
}

async function compare(
  facts: SubscriptionRefundFacts,
  policy: Policy,
  engine: ReturnType<typeof rulesEngine>,
): Promise<void> {
  const ours = decide(subscriptionRefund, facts, policy);
  const theirs = await engine(facts);
  const codes = ours.refusals.map(({ code }) => code);
  const final = ours.lines.findLast(({ key }) => key === "final_amount")?.amountNanos;
  const same =
    codes.join() === theirs.refusals.join() && (final === undefined || Number(final) === theirs.finalNanos);
  if (!same)
    throw new Error(
      `${JSON.stringify(theirs)} is not ${codes.join()} ${String(final)}: ${JSON.stringify(ours.json)}`,
    );
}

/** Processor time of this process, its helpers' included, so that other work on the machine counts for nothing. */
function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

async function rateOf<Each>(
  work: (each: Each) => unknown,
  over: readonly Each[],
  seconds: number,
): Promise<number> {
  const began = cpuSeconds();
  let done = 0;
  for (;;) {
    for (const each of over) {
      const answer = work(each);
      if (answer instanceof Promise) await answer;
    }
    done += over.length;
    const taken = cpuSeconds() - began;
    if (taken >= seconds) return done / taken;
  }
}
