import { setTimeout as sleep } from "node:timers/promises";
import { Tenure, usageBuffer } from "@tenure/sdk";
import { expect, it } from "vitest";
import { checkLedger, isHealthy } from "../../src/ledger/check.ts";
import { MODEL, usageWorld } from "../usage/world.ts";
import { ApiProcess } from "./api-process.ts";
import { ownPostgres } from "./own-postgres.ts";
import { insertApiKey } from "../support/api-key.ts";

const EVENTS = 100_000;
const KILLS = 3;
/** The server takes so many events of an account before it asks to come back later. */
const MAX_BATCH_EVENTS = 1000;

it(`${EVENTS} events through the SDK's buffer, the API killed ${KILLS} times: each recorded once, at its price`, async ({
  annotate,
}) => {
  const postgres = await ownPostgres();
  const apiKey = `tnr_test_${crypto.randomUUID()}`;
  await postgres.within(async (database) => {
    const world = await usageWorld(database);
    const accountId = await world.account();
    await world.lot(accountId, 1_000_000_000_000n);
    await insertApiKey(world, accountId, apiKey, ["usage:write", "usage:read"]);
  });
  const api = await ApiProcess.start(postgres.url);
  const tenure = new Tenure({ apiKey, baseUrl: api.url, maxRetries: 0 });
  const rejected: unknown[] = [];
  let failures = 0;
  let mostWaiting = 0;
  const buffer = usageBuffer(tenure.usage, {
    maxBatchEvents: MAX_BATCH_EVENTS,
    maxWaitingEvents: 5 * MAX_BATCH_EVENTS,
    flushIntervalMs: 50,
    maxPauseMs: 500,
    onRejected: (_, result) => rejected.push(result),
    onError: () => (failures += 1),
  });

  async function killAt(sentEvents: number, added: () => number): Promise<void> {
    while (added() < sentEvents) await sleep(5);
    await api.kill();
    await api.startAgain();
  }
  let added = 0;
  const kills = (async () => {
    for (let kill = 1; kill <= KILLS; kill += 1)
      await killAt(Math.floor((kill * EVENTS) / (KILLS + 1)), () => added);
  })();
  for (; added < EVENTS; added += 1) {
    await buffer.add({
      clientEventId: `event-${added}`,
      model: MODEL,
      tokens: { inputTokens: 1 + (added % 10), outputTokens: added % 3 },
    });
    mostWaiting = Math.max(mostWaiting, buffer.waitingEvents);
  }
  await kills;
  expect(await buffer.close({ signal: AbortSignal.timeout(300_000) })).toEqual([]);
  await api.kill();

  expect(rejected).toEqual([]);
  // Nothing is kept that should have been sent; whoever adds waits instead.
  expect(mostWaiting).toBeLessThanOrEqual(5 * MAX_BATCH_EVENTS);
  // Kills that nobody noticed would prove nothing.
  expect(failures).toBeGreaterThan(0);
  await postgres.within(async (database) => {
    const [sums] = await database.sql<Record<string, string>>(
      "SELECT count(*) AS events, count(DISTINCT client_event_id) AS names, sum(amount_nanos) AS nanos FROM usage_event",
    );
    // 1,000 nanos for each input token: 1 to 10 in turn, 55 of ten events, of 100,000 events 10,000 × 55 = 550,000.
    // 3,000 for each output token: 0, 1, 2 in turn; of 33,333 threes 3 each, and 0 of the one that is left: 99,999.
    // 550,000 × 1,000 + 99,999 × 3,000 = 550,000,000 + 299,997,000 = 849,997,000.
    expect(sums).toEqual({ events: "100000", names: "100000", nanos: "849997000" });
    const report = await checkLedger(database.db);
    expect(isHealthy(report), JSON.stringify(report)).toBe(true);
  });
  await annotate(
    `${EVENTS} events, ${KILLS} SIGKILLs, ${failures} failed attempts, ${mostWaiting} waiting at most`,
  );
});
