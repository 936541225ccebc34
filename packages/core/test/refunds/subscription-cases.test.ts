import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { decide, type Line, linesAddUp } from "../../src/decision/index.ts";
import { settleRefund, subscriptionRefund } from "../../src/refunds/index.ts";
import { nanos } from "./scenario.ts";
import { readWorkedCases, type WorkedCase } from "./worked-cases.ts";

const file = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const cases = readWorkedCases(file("./subscription-cases.md"));
const hasPython = spawnSync("python3", ["--version"]).status === 0;
if (!hasPython) console.info("skipped: the independent recomputation needs python3");

/** What the product answers, in the words of the document. */
function answerOf({ facts, settle, policy }: WorkedCase) {
  const request = settle === null ? decide(subscriptionRefund, facts, policy) : null;
  const settled = settle === null ? null : decide(settleRefund, settle, policy);
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
    beyond: amountOf("usage_beyond_payment") ?? 0n,
    fee: negated(amountOf("platform_fee")),
    net: request?.effects?.expected.netNanos ?? settled?.effects?.amounts.netNanos,
    remainder: negated(amountOf("rounding_remainder")),
    tax: amountOf("tax_returned") ?? 0n,
    final: amountOf("final_amount"),
    legs:
      legs === undefined
        ? undefined
        : facts.payments.map(({ id }) =>
            Number(legs.find(({ paymentId }) => paymentId === id)?.amountMinor ?? 0n),
          ),
    after: request?.effects?.planAfter ?? settled?.effects?.planAfter,
    remainingMs: request?.effects?.windowRemainingMs,
    expected: request?.effects?.expected.finalNanos,
    floor: request?.effects?.floorFinalNanos,
    difference: settled?.effects?.differenceNanos,
  };
}

describe("subscription refunds worked out by hand (R1.1, R2, R3)", () => {
  it("are at least forty", () => {
    expect(cases.length).toBeGreaterThanOrEqual(40);
  });

  it.each(cases.map((each) => [each.title, each] as const))("%s", (_, worked) => {
    const { decision, ...answer } = answerOf(worked);
    expect(linesAddUp(decision.lines)).toBe(true);
    const { outcome, refusals, legs, after, remainingMs, net, ...amounts } = worked.expect;
    expect(answer).toMatchObject({
      outcome,
      refusals,
      ...(legs === undefined ? {} : { legs }),
      ...(after === undefined ? {} : { after }),
      ...(remainingMs === undefined ? {} : { remainingMs }),
      // The net is no line of its own; refused and reviewed cases have no effects to read it from.
      ...(net === undefined || outcome !== "granted" ? {} : { net: nanos(net) }),
      ...Object.fromEntries(
        Object.entries(amounts).flatMap(([key, text]) => (text === undefined ? [] : [[key, nanos(text)]])),
      ),
    });
  });

  it.skipIf(!hasPython)("agree with Python's fractions, case by case", () => {
    const run = spawnSync("python3", [file("./check_cases.py")], { encoding: "utf8" });
    expect(run.stdout + run.stderr).toBe(`ok: ${cases.length} cases\n`);
  });
});
