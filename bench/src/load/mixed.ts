import { setTimeout as sleep } from "node:timers/promises";
import { HttpConnection } from "./http-connection.ts";
import { latenciesOf } from "./latencies.ts";
import type { JobOf, Marks, Measured } from "./protocol.ts";
import {
  authorizeRequest,
  BatchBody,
  expectRecorded,
  expectStatus,
  holdIdOf,
  settleRequest,
} from "./requests.ts";

/** Connections kept ready; one whose answer is late does not hold the next request back. */
class Pool {
  readonly #apiUrl: string;
  readonly #free: HttpConnection[] = [];
  readonly #all = new Set<HttpConnection>();

  constructor(apiUrl: string) {
    this.#apiUrl = apiUrl;
  }

  async use<T>(work: (connection: HttpConnection) => Promise<T>): Promise<T> {
    let connection = this.#free.pop();
    while (connection !== undefined && !connection.usable) connection = this.#free.pop();
    if (connection === undefined) {
      connection = new HttpConnection(this.#apiUrl);
      this.#all.add(connection);
    }
    const answer = await work(connection);
    this.#free.push(connection);
    return answer;
  }

  close(): void {
    for (const connection of this.#all) connection.close();
  }
}

/**
 * Authorises at a pace, settles each hold after its answer, and records batches at a pace, all at once. Requests start
 * when they are due, whether or not earlier ones were answered, and their time counts from when they were due: a stall
 * is seen by every request that fell into it.
 */
export async function mixed(job: JobOf<"mixed">, marks: Marks): Promise<Measured> {
  const pool = new Pool(job.apiUrl);
  const bodies: BatchBody[] = [];
  const authorizeMs: number[] = [];
  const recordMs: number[] = [];
  const failures: unknown[] = [];
  let count = 0;
  let acknowledged = 0;
  const began = performance.now();
  const countsFrom = began + job.warmupSeconds * 1000;
  const endsAt = countsFrom + job.seconds * 1000;
  const keyAt = (index: number) => job.keys[index % job.keys.length] ?? "";

  const authorizeOne = async (index: number, dueAt: number) => {
    const key = keyAt(Math.floor(Math.random() * job.keys.length));
    const holdId = await pool.use(async (http) => {
      const answer = holdIdOf(await http.send(authorizeRequest(key, index)));
      if (dueAt >= countsFrom) authorizeMs.push(performance.now() - dueAt);
      return answer;
    });
    await pool.use(async (http) => expectStatus(await http.send(settleRequest(key, index, holdId)), 200));
    acknowledged += 1;
  };
  const recordOne = async (index: number, dueAt: number) => {
    const body = bodies.pop() ?? new BatchBody(job.batch);
    await pool.use(async (http) => {
      expectRecorded(await http.send(...body.next(keyAt(index * 7))), job.batch);
    });
    bodies.push(body);
    acknowledged += job.batch;
    if (dueAt < countsFrom) return;
    recordMs.push(performance.now() - dueAt);
    count += job.batch;
  };

  /** Starts a request whenever one is due. */
  const pace = async (perSecond: number, start: (index: number, dueAt: number) => Promise<void>) => {
    const under: Promise<void>[] = [];
    for (let index = 0; failures.length === 0; index += 1) {
      const dueAt = began + (index / perSecond) * 1000;
      if (dueAt >= endsAt) break;
      const early = dueAt - performance.now();
      if (early > 0) await sleep(early);
      under.push(start(index, dueAt).catch((error: unknown) => void failures.push(error)));
    }
    await Promise.all(under);
  };

  const counting = sleep(job.warmupSeconds * 1000).then(() => marks.counting());
  await Promise.all([
    counting,
    pace(job.authorizePerSecond, authorizeOne),
    pace(job.eventsPerSecond / job.batch, recordOne),
  ]);
  marks.counted();
  pool.close();
  if (failures.length > 0) throw failures[0];
  return {
    count,
    seconds: job.seconds,
    acknowledged,
    latencies: { authorize: latenciesOf(authorizeMs), record: latenciesOf(recordMs) },
  };
}
