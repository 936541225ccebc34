import fc from "fast-check";
import { expect } from "vitest";
import { policyAt } from "../../../src/policy/index.ts";
import { fromEpochMs } from "../../../src/time/index.ts";
import { anyHistory, played } from "./any-history.ts";
import { CoreAccount } from "./core-account.ts";
import { ReferenceModel } from "./reference-model.ts";

/** Noon of a day in the middle of a month, so that a history passes midnight and the month's end when it waits. */
export const NOON = Date.UTC(2027, 2, 30, 12);

/** Every answer a history can lead to; each must have been seen, or the histories are too tame. */
export const everyAnswer: readonly string[] = [
  "authorize: open",
  "authorize: account_suspended",
  "authorize: debt_outstanding",
  "authorize: insufficient_funds",
  "authorize: day_limit_reached",
  "authorize: month_limit_reached",
  "authorize: idempotency_conflict",
  "settle: settled open",
  "settle: settled settled",
  "settle: settled released",
  "settle: settled expired",
  "settle: debt",
  "settle: not_found",
  "settle: conflict",
  "settle: idempotency_conflict",
  "release: released",
  "release: expired",
  "release: conflict",
  "release: not_found",
  "extend: open",
  "extend: hold_closed",
  "extend: hold_life_exceeded",
  "extend: account_suspended",
  "extend: not_found",
  "record: recorded",
  "record: duplicate",
  "record: usage_event_conflict",
  "record: hold_unknown",
  "record: hold_used_before",
  "record: usage_too_late",
  "record: usage_in_future",
  "record: correction_unknown",
  "record: corrected_before",
];

/**
 * Plays histories on core's functions and on the model, and holds every answer and everything visible to the model's,
 * step by step; the ledger beside them balances and agrees with every counter after each step.
 * @returns how often each answer was seen: what never happened was not tested
 */
export function coreFollowsTheModel(effort: {
  readonly seed: number;
  readonly numRuns: number;
}): Map<string, number> {
  const policy = policyAt(fromEpochMs(NOON));
  const seen = new Map<string, number>();
  const count = (what: string) => seen.set(what, (seen.get(what) ?? 0) + 1);
  fc.assert(
    fc.property(anyHistory, (history) => {
      const { beginning } = history;
      const model = new ReferenceModel(
        beginning,
        {
          maxHoldMinutes: policy.usage.maxHoldMinutes,
          maxLatenessHours: policy.usage.maxLatenessHours,
          maxFutureMinutes: policy.usage.maxFutureMinutes,
          burnOrder: policy.credits.burnOrder,
          giftExpiryDays: policy.credits.giftExpiryDays,
        },
        NOON,
      );
      const core = new CoreAccount(beginning, policy, NOON);
      for (const { step } of played(history, model)) {
        const expected = model.perform(step);
        expect(core.perform(step)).toEqual(expected);
        for (const each of kindsOf(expected)) count(`${step.do}: ${each}`);
        const { byHour: _, ...view } = model.view();
        expect(core.view()).toEqual(view);
        lawsHold(core);
      }
    }),
    effort,
  );
  return seen;
}

/** Invariants 1, 3 and 4: entries sum to zero, counters are what they count, nothing held or left is negative. */
function lawsHold(core: CoreAccount): void {
  const counters = core.counters();
  const open = core.uncounted();
  expect([counters.heldPlanNanos, counters.heldCreditNanos]).toEqual([open.plan, open.credit]);
  for (const lot of counters.lots) {
    expect(lot.remainingNanos >= 0n).toBe(true);
    expect(core.balances.get(lot.id)).toBe(lot.remainingNanos);
  }
  expect(core.balances.get("debt") ?? 0n).toBe(-counters.debtNanos);
  expect([...core.balances.values()].reduce((sum, each) => sum + each, 0n)).toBe(0n);
}

/** What an answer is, in a word or two. */
export function kindsOf(answer: ReturnType<ReferenceModel["perform"]>): string[] {
  switch (answer.is) {
    case "refused":
      return [...answer.codes];
    case "error":
      return [answer.code];
    case "results":
      return answer.results.map((each) =>
        each.is === "rejected" ? each.code : each.duplicate ? "duplicate" : "recorded",
      );
    case "settled":
      return [`settled ${answer.holdState}`, ...(answer.split.debtNanos > 0n ? ["debt"] : [])];
    case "hold":
      return [answer.view.state];
    case "done":
      return [];
  }
}
