import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { decide, type Line, linesAddUp } from "../../src/decision/index.ts";
import { settleTopUpRefund, topUpRefund } from "../../src/refunds/index.ts";
import { nanos } from "./scenario.ts";
import { readTopUpCases, type TopUpCase } from "./top-up-worked-cases.ts";

const file = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const cases = readTopUpCases(file("./top-up-cases.md"));
const hasPython = spawnSync("python3", ["--version"]).status === 0;
if (!hasPython) console.info("skipped: the independent recomputation needs python3");

/** What the product answers, in the words of the document. */
function answerOf({ facts, submitted, policy }: TopUpCase) {
  const request = submitted === null ? decide(topUpRefund, facts, policy) : null;
  const settled =
    submitted === null
      ? null
      : decide(settleTopUpRefund, { ...facts, submitted: { at: facts.requestedAt, ...submitted } }, policy);
  const decision = request ?? settled;
  if (decision === null) throw new Error("a case is a request or a settling");
  const amountOf = (key: Line["key"]) => decision.lines.find((each) => each.key === key)?.amountNanos;
  const negated = (amountNanos: bigint | undefined) => (amountNanos === undefined ? undefined : -amountNanos);
  const legs = request?.effects?.legs ?? settled?.effects?.legs;
  return {
    decision,
    outcome: decision.outcome,
    refusals: decision.refusals.map(({ clause, code }) => (clause === "C4.9" ? `${clause} ${code}` : clause)),
    balance: amountOf("refundable_balance"),
    beyond: amountOf("beyond_top_up") ?? 0n,
    capped: negated(amountOf("beyond_unused_credits")) ?? 0n,
    fee: negated(amountOf("platform_fee")),
    net: request?.effects?.expected.netNanos ?? settled?.effects?.amounts.netNanos,
    remainder: negated(amountOf("rounding_remainder")),
    tax: amountOf("tax_returned") ?? 0n,
    final: amountOf("final_amount"),
    leg: legs?.[0] === undefined ? undefined : Number(legs[0].amountMinor),
    walletDebit: request?.effects?.walletDebitNanos ?? settled?.effects?.walletDebitNanos,
    forfeited: request?.effects?.forfeitedBonusNanos,
    remainingMs: request?.effects?.windowRemainingMs,
    expected: request?.effects?.expected.finalNanos,
    floor: request?.effects?.floorFinalNanos,
    difference: settled?.effects?.differenceNanos,
    returned: settled?.effects?.returnedNanos,
  };
}

describe("top-up refunds worked out by hand (R1.2, R2, R3.3–R3.9, R4.4)", () => {
  it("are at least forty", () => {
    expect(cases.length).toBeGreaterThanOrEqual(40);
  });

  it.each(cases.map((each) => [each.title, each] as const))("%s", (_, worked) => {
    const { decision, ...answer } = answerOf(worked);
    expect(linesAddUp(decision.lines)).toBe(true);
    const { outcome, refusals, leg, remainingMs, net, ...amounts } = worked.expect;
    expect(answer).toMatchObject({
      outcome,
      refusals,
      ...(leg === undefined ? {} : { leg }),
      ...(remainingMs === undefined ? {} : { remainingMs }),
      // The net is no line of its own; refused and reviewed cases have no effects to read it from.
      ...(net === undefined || outcome !== "granted" ? {} : { net: nanos(net) }),
      ...Object.fromEntries(
        Object.entries(amounts).flatMap(([key, text]) => (text === undefined ? [] : [[key, nanos(text)]])),
      ),
    });
  });

  it.skipIf(!hasPython)("agree with Python's fractions, case by case", () => {
    const run = spawnSync("python3", [file("./check_top_up_cases.py")], { encoding: "utf8" });
    expect(run.stdout + run.stderr).toBe(`ok: ${cases.length} cases\n`);
  });
});
