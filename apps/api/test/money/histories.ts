import fc from "fast-check";
import { expect } from "vitest";
import { type History, played } from "../../../../packages/core/test/credits/model/any-history.ts";
import { anyHistory } from "../../../../packages/core/test/credits/model/any-history.ts";
import { kindsOf, NOON } from "../../../../packages/core/test/credits/model/core-laws.ts";
import type { Answer } from "../../../../packages/core/test/credits/model/history.ts";
import { ReferenceModel, SOME_FIELD } from "../../../../packages/core/test/credits/model/reference-model.ts";
import { policyAt } from "@tenure/core/policy";
import { checkLedger, isHealthy } from "../../src/ledger/check.ts";
import type { TestDatabase } from "../support/database.ts";
import { brokenLaws } from "./books.ts";
import { type Door, HistoryAccount } from "./history-account.ts";

/** Half the minute in which steps and clocks of model and product may drift apart without meaning anything. */
const MOST_DRIFT_MS = 30_000;

/**
 * Plays random histories on the product and on the model, several accounts at a time and each through two processes in
 * turn, and holds every answer and everything visible to the model's, step by step. At the end the books must be right.
 * @returns how often each answer was seen
 */
export async function productFollowsTheModel(
  database: TestDatabase,
  doors: readonly [Door, Door],
  { seed, numRuns, atOnce }: { readonly seed: number; readonly numRuns: number; readonly atOnce: number },
): Promise<ReadonlyMap<string, number>> {
  const seen = new Map<string, number>();
  const waiting = fc.sample(anyHistory, { seed, numRuns }).map((history, number) => ({ history, number }));
  const hands = Array.from({ length: atOnce }, async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      try {
        await play(database, doors, next.history, seen);
      } catch (error) {
        // The others need not go on.
        waiting.length = 0;
        const what = JSON.stringify(next.history);
        throw new Error(`history ${next.number} of seed ${seed}: ${String(error)}\n${what}`, {
          cause: error,
        });
      }
  });
  await Promise.all(hands);
  expect(await brokenLaws(database)).toEqual({});
  expect(isHealthy(await checkLedger(database.db))).toBe(true);
  return seen;
}

async function play(
  database: TestDatabase,
  doors: readonly [Door, Door],
  history: History,
  seen: Map<string, number>,
): Promise<void> {
  const policy = policyAt(new Date(NOON).toISOString());
  const model = new ReferenceModel(
    history.beginning,
    {
      maxHoldMinutes: policy.usage.maxHoldMinutes,
      maxLatenessHours: policy.usage.maxLatenessHours,
      maxFutureMinutes: policy.usage.maxFutureMinutes,
      burnOrder: policy.credits.burnOrder,
      giftExpiryDays: policy.credits.giftExpiryDays,
    },
    NOON,
  );
  const account = await HistoryAccount.open(database, history.beginning, NOON);
  let [door, other] = doors;
  const told: string[] = [];
  for (const { step, answerLost } of played(history, model)) {
    told.push(JSON.stringify(step));
    const context = () => `after\n${told.join("\n")}`;
    if (answerLost) {
      // The first process commits and dies before it answers; the client asks the second.
      model.perform(step);
      await account.perform(step, door);
    }
    const expected = model.perform(step);
    const answer = await account.perform(step, answerLost ? other : door);
    expect(named(answer, expected), context()).toEqual(expected);
    const view = await account.view();
    expect(view, context()).toEqual(model.view());
    for (const each of kindsOf(expected))
      seen.set(`${step.do}: ${each}`, (seen.get(`${step.do}: ${each}`) ?? 0) + 1);
    [door, other] = [other, door];
  }
  expect(await account.driftMs(model.now), "the machine was too slow for this history").toBeLessThan(
    MOST_DRIFT_MS,
  );
}

/** An answer, with the fields of a conflict unnamed where the model does not name them. */
function named(answer: Answer, expected: Answer): Answer {
  const unnamed = <Each extends { readonly fields: readonly string[] }>(
    each: Each,
    other: { readonly fields: readonly string[] },
  ): Each =>
    other.fields.includes(SOME_FIELD) && each.fields.length > 0 ? { ...each, fields: [SOME_FIELD] } : each;
  if (answer.is === "error" && expected.is === "error") return unnamed(answer, expected);
  if (answer.is !== "results" || expected.is !== "results") return answer;
  return {
    is: "results",
    results: answer.results.map((each, index) => {
      const other = expected.results[index];
      return each.is === "rejected" && other?.is === "rejected" ? unnamed(each, other) : each;
    }),
  };
}
