import fc from "fast-check";
import { expect } from "vitest";
import { type History, played } from "../../../../packages/core/test/credits/model/any-history.ts";
import { anyHistory } from "../../../../packages/core/test/credits/model/any-history.ts";
import { kindsOf, NOON } from "../../../../packages/core/test/credits/model/core-laws.ts";
import type { Answer } from "../../../../packages/core/test/credits/model/history.ts";
import { ReferenceModel, SOME_FIELD } from "../../../../packages/core/test/credits/model/reference-model.ts";
import { policyAt } from "@tenure/core/policy";
import { checkLedger } from "../../src/ledger/check.ts";
import type { TestDatabase } from "../support/database.ts";
import { brokenLaws } from "./books.ts";
import { type Door, HistoryAccount } from "./history-account.ts";

/**
 * Steps are whole minutes apart; up to nearly one, the time that the machine itself takes means nothing. A history that
 * took longer on a busy machine has shown nothing, and is played again.
 */
const MOST_DRIFT_MS = 55_000;
/** How often one may be too slow before the machine is blamed. */
const ATTEMPTS = 5;

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
  const tooSlow = new Map<number, number>();
  const hands = Array.from({ length: atOnce }, async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      try {
        if (await play(database, doors, next.history, seen)) continue;
        const times = (tooSlow.get(next.number) ?? 0) + 1;
        if (times > ATTEMPTS) throw new Error("the machine is too slow");
        tooSlow.set(next.number, times);
        waiting.push(next);
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
  expect((await checkLedger(database.db)).findings).toEqual([]);
  return seen;
}

/** @returns whether it was played within its minute; a difference that shows then is thrown */
async function play(
  database: TestDatabase,
  doors: readonly [Door, Door],
  history: History,
  seen: Map<string, number>,
): Promise<boolean> {
  const { usage, credits } = policyAt(new Date(NOON).toISOString());
  const model = new ReferenceModel(history.beginning, { ...usage, ...credits }, NOON);
  const account = await HistoryAccount.open(database, history.beginning, NOON);
  const counted = new Map<string, number>();
  try {
    await playSteps(model, account, doors, history, counted);
  } catch (error) {
    if ((await account.driftMs(model.now)) > MOST_DRIFT_MS) return false;
    throw error;
  }
  if ((await account.driftMs(model.now)) > MOST_DRIFT_MS) return false;
  for (const [what, times] of counted) seen.set(what, (seen.get(what) ?? 0) + times);
  return true;
}

async function playSteps(
  model: ReferenceModel,
  account: HistoryAccount,
  doors: readonly [Door, Door],
  history: History,
  counted: Map<string, number>,
): Promise<void> {
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
    expect(await account.view(), context()).toEqual(model.view());
    for (const each of kindsOf(expected)) {
      const what = `${step.do}: ${each}`;
      counted.set(what, (counted.get(what) ?? 0) + 1);
    }
    [door, other] = [other, door];
  }
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
