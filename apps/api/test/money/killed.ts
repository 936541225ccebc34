import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import { checkLedger, isHealthy } from "../../src/ledger/check.ts";
import type { TestDatabase } from "../support/database.ts";
import { usageWorld } from "../usage/world.ts";
import { ApiProcess } from "./api-process.ts";
import { brokenLaws } from "./books.ts";
import { ownPostgres } from "./own-postgres.ts";
import { type Gateway, StubbornLoad } from "./stubborn-load.ts";
import { insertApiKey } from "../support/api-key.ts";

/** Longest wait for answers after a kill, the start of a process on a busy machine included. */
const BACK_WITHIN_MS = 60_000;
/** Answers before each kill, and after the last. */
const ANSWERS = { before: 12, after: 40 } as const;
const GATEWAYS = 4;
/** What a client may be told while the service is away. */
const AWAY = /^(connection_failed|timeout|503 unavailable|503 busy)$/;

/** What a campaign of kills came to. */
export interface Campaign {
  readonly kills: number;
  readonly events: number;
  readonly holds: number;
  /** Requests whose first attempt had done the work before its answer was lost. */
  readonly duplicates: number;
  readonly failures: Readonly<Record<string, number>>;
  /** Longest time from a kill to the next answer. */
  readonly longestAwayMs: number;
}

/**
 * Kills the API by SIGKILL, or its PostgreSQL by immediate shutdown, under load and at uneven distances. Then every
 * acknowledged event must be there once, as it was told; nothing else may be there; and the books must be right.
 */
export async function killUnderLoad(victim: "api" | "postgres", kills: number): Promise<Campaign> {
  const postgres = await ownPostgres();
  const gateways = await postgres.within(openGateways);
  const api = await ApiProcess.start(postgres.url);
  const load = new StubbornLoad(api.url, gateways);
  let longestAwayMs = 0;
  const hit = async (kill: number): Promise<void> => {
    await load.untilAnswered(ANSWERS.before, BACK_WITHIN_MS);
    // Uneven: the moment of death falls everywhere within batches and commits.
    await sleep(60 + ((kill * 7919) % 241));
    const killedAt = performance.now();
    if (victim === "api") {
      await api.kill();
      await api.startAgain();
    } else await postgres.killAndStart();
    await load.untilAnswered(1, BACK_WITHIN_MS);
    longestAwayMs = Math.max(longestAwayMs, performance.now() - killedAt);
  };
  try {
    for (let kill = 0; kill < kills; kill += 1) await hit(kill);
    await load.untilAnswered(ANSWERS.after, BACK_WITHIN_MS);
  } catch (error) {
    load.abandon();
    throw new Error(`${JSON.stringify(Object.fromEntries(load.failures))}; the API ${api.lastWords}`, {
      cause: error,
    });
  }
  // Nobody restarted the API when its database was gone: it came back by itself.
  expect(api.isAlive).toBe(true);
  await load.stop();
  await api.kill();
  // While it was away it said so; a fault of its own was never the answer.
  const faults = [...load.failures.keys()].filter((each) => !AWAY.test(each));
  expect(faults, api.lastWords).toEqual([]);
  await postgres.within((database) => everythingOnce(database, load));
  return {
    kills,
    events: load.acknowledged.size,
    holds: load.granted.size,
    duplicates: load.duplicates,
    failures: Object.fromEntries(load.failures),
    longestAwayMs: Math.round(longestAwayMs),
  };
}

async function openGateways(database: TestDatabase): Promise<Gateway[]> {
  const world = await usageWorld(database);
  return Promise.all(
    Array.from({ length: GATEWAYS }, async (_, index) => {
      const accountId = await world.account();
      await world.term(accountId, 20_000_000n);
      // Some run into debt, one never does.
      await world.lot(accountId, index === 0 ? 10_000_000_000_000n : 20_000_000n);
      const apiKey = `tnr_test_${crypto.randomUUID()}`;
      await insertApiKey(world, accountId, apiKey, ["usage:write", "usage:read"]);
      return { accountId, apiKey };
    }),
  );
}

async function everythingOnce(database: TestDatabase, load: StubbornLoad): Promise<void> {
  const rows = await database.sql<Record<string, string>>(
    `SELECT account_id, client_event_id, amount_nanos, plan_nanos, credit_nanos, debt_nanos FROM usage_event`,
  );
  const stored = new Map(rows.map((row) => [`${row["account_id"]}\n${row["client_event_id"]}`, row]));
  // Once: as many rows as names.
  expect(rows.length).toBe(stored.size);
  // All, and nothing else: whoever asked has asked until there was an answer.
  expect([...stored.keys()].toSorted()).toEqual([...load.acknowledged.keys()].toSorted());
  for (const [name, { costNanos, told }] of load.acknowledged) {
    const row = stored.get(name);
    expect([name, told[0]]).toEqual([name, costNanos]);
    expect([
      name,
      ...["amount_nanos", "plan_nanos", "credit_nanos", "debt_nanos"].map((column) =>
        BigInt(row?.[column] ?? -1),
      ),
    ]).toEqual([name, ...told]);
  }
  const holds = await database.sql<{ name: string; id: string }>(
    `SELECT account_id || chr(10) || client_key AS name, id FROM usage_hold WHERE state <> 'declined'`,
  );
  expect(new Map(holds.map((each) => [each.name, each.id]))).toEqual(load.granted);
  expect(holds.length).toBe(load.granted.size);
  expect(await brokenLaws(database)).toEqual({});
  const report = await checkLedger(database.db);
  expect(isHealthy(report), JSON.stringify(report)).toBe(true);
}
