import { setTimeout as sleep } from "node:timers/promises";
import type { Marks, Measured } from "./protocol.ts";

/** How long, and with how many at once. */
interface Loop {
  readonly connections: number;
  readonly seconds: number;
  readonly warmupSeconds: number;
}

/**
 * Lets every connection send one request after another until the time is over.
 * @param step sends request number `turn` of a connection; returns how many units its answer acknowledged
 * @param marks told when counting begins and ends
 * @throws whatever a step threw first; the others stop after the request they are at
 */
export async function closedLoop(
  { connections, seconds, warmupSeconds }: Loop,
  step: (connection: number, turn: number) => Promise<number>,
  marks: Marks,
): Promise<Measured> {
  let counts = false;
  let over = false;
  let count = 0;
  let acknowledged = 0;
  const failures: unknown[] = [];
  const work = async (connection: number) => {
    for (let turn = 0; !over && failures.length === 0; turn += 1) {
      const units = await step(connection, turn);
      acknowledged += units;
      if (counts && !over) count += units;
    }
  };
  const workers = Array.from({ length: connections }, (_, connection) =>
    work(connection).catch((error: unknown) => {
      failures.push(error);
    }),
  );
  await sleep(warmupSeconds * 1000);
  marks.counting();
  counts = true;
  const began = performance.now();
  await sleep(seconds * 1000);
  over = true;
  marks.counted();
  const measuredSeconds = (performance.now() - began) / 1000;
  await Promise.all(workers);
  if (failures.length > 0) throw failures[0];
  return { count, seconds: measuredSeconds, acknowledged, latencies: {} };
}
