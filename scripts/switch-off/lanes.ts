import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { SwitchedOff } from "./clauses.ts";
import type { Verdict } from "./switch-off.ts";

/** What a lane says of a row. */
export type LaneAnswer = { readonly verdict: Verdict } | { readonly error: string };

/**
 * Switches rows off in several processes, each with its own copy of core: a test cannot hold a second Vitest in the
 * process in which the first runs it.
 * @param onVerdict told of each row when it is known
 * @returns the verdicts, in the order of the rows
 */
export async function switchOffAll(
  rows: readonly SwitchedOff[],
  lanes: number,
  onVerdict: (row: SwitchedOff, verdict: Verdict) => void = () => {},
): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  let next = 0;
  const work = async () => {
    const lane = fork(join(import.meta.dirname, "lane.ts"), {
      execArgv: [],
      env: { PATH: process.env["PATH"] },
    });
    const ended = once(lane, "exit").then(([code]) => ({ error: `the lane ended: ${String(code)}` }));
    try {
      for (let index = next++; index < rows.length; index = next++) {
        const row = rows[index];
        if (row === undefined) break;
        lane.send(row);
        const answer = await Promise.race([answerOf(lane), ended]);
        if ("error" in answer) throw new Error(answer.error);
        const { verdict } = answer;
        verdicts[index] = verdict;
        onVerdict(row, verdict);
      }
    } finally {
      lane.disconnect();
      await ended;
    }
  };
  await Promise.all(Array.from({ length: Math.min(lanes, rows.length) }, work));
  return verdicts;
}

const answerOf = (lane: ChildProcess): Promise<LaneAnswer> =>
  new Promise((resolve) => lane.once("message", (answer) => resolve(answer as LaneAnswer)));
