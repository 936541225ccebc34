import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { expect } from "vitest";
import { checkLedger, isHealthy } from "../../src/ledger/check.ts";
import { expireHolds } from "../../src/usage/jobs.ts";
import { brokenLaws } from "../money/books.ts";
import { endings, type Task } from "./resolve-task.ts";
import { MODEL, type UsageWorld } from "./world.ts";
import { program, programEnv } from "../support/program.ts";

/** Holds per account: an account is one queue, many accounts run side by side. */
const PER_ACCOUNT = 25;

/**
 * Opens `count` holds, makes a third of them overdue, and lets settling, releasing and expiring race for every one from two
 * processes.
 * Each must end exactly once; usage that comes too late for its hold is recorded all the same.
 */
export async function raceForHolds(world: UsageWorld, count: number): Promise<void> {
  const { usage, engine, sql } = world;
  const holds: { accountId: string; holdId: string }[] = [];
  const accounts = await Promise.all(
    Array.from({ length: Math.ceil(count / PER_ACCOUNT) }, async () => {
      const accountId = await world.account();
      await world.term(accountId, 15_000_000n);
      await world.lot(accountId, 10_000_000n);
      return accountId;
    }),
  );
  await inParallel(8, accounts, async (accountId) => {
    for (let index = 0; index < PER_ACCOUNT && holds.length < count; index += 1) {
      const answer = await usage.authorize(
        { model: MODEL, maxInputTokens: 1000, maxOutputTokens: 0 },
        world.as(accountId),
      );
      holds.push({ accountId, holdId: answer.holdId });
    }
  });
  await sql(
    `UPDATE usage_hold SET opened_at = opened_at - interval '20 minutes', expires_at = tenure_now() - interval '1 second'
      WHERE id = ANY($1)`,
    [holds.filter((_, index) => index % 3 === 0).map((each) => each.holdId)],
  );

  // Whoever settles a hold in one process, releases it in the other.
  const tasks = holds.flatMap(({ accountId, holdId }, index): (Task & { here: boolean })[] => [
    { accountId, holdId, wish: "settle", here: index % 2 === 0 },
    { accountId, holdId, wish: "release", here: index % 2 === 1 },
  ]);
  const mixed = shuffled(tasks);
  const other = await otherProcess(world.url);
  let expired = 0;
  const expiring = (async () => {
    for (let run = 0; run < 6; run += 1) expired += await expireHolds({ db: world.db, usage: engine });
  })();
  const ended = await Promise.all([
    endings(
      engine,
      mixed.filter((each) => each.here),
    ),
    other.does(mixed.filter((each) => !each.here)),
  ]);
  await expiring;
  await expireHolds({ db: world.db, usage: engine });

  // The only failure a rival may meet: it wanted to release what was settled.
  expect(ended.flat()).toHaveLength(2 * count);
  expect(ended.flat().filter((each) => each !== "done" && each !== "conflict")).toEqual([]);
  const states = await sql<{ state: string; n: string; events: string }>(
    `SELECT h.state, count(*) AS n, sum((SELECT count(*) FROM usage_event e WHERE e.hold_id = h.id)) AS events
       FROM usage_hold h WHERE h.id = ANY($1) GROUP BY h.state`,
    [holds.map((each) => each.holdId)],
  );
  expect(states.map((each) => each.state).toSorted()).toEqual(["expired", "released", "settled"]);
  // Every hold closed once; every request recorded once, whoever won.
  expect(states.reduce((sum, each) => sum + Number(each.n), 0)).toBe(count);
  for (const each of states) expect(each.events).toBe(each.n);
  expect(Number(states.find((each) => each.state === "expired")?.n)).toBe(Math.ceil(count / 3));
  expect(expired).toBeLessThanOrEqual(Math.ceil(count / 3));
  // 600 tokens at 1,000 nanos each, whoever won: 600,000 a hold, and nobody owes anything.
  const [sums] = await sql<{ value: string; debt: string; used: string; credits: string }>(
    `SELECT (SELECT sum(amount_nanos) FROM usage_event WHERE account_id = ANY($1)) AS value,
            (SELECT sum(debt_nanos) FROM usage_event WHERE account_id = ANY($1)) AS debt,
            (SELECT sum(used_nanos) FROM term WHERE account_id = ANY($1)) AS used,
            (SELECT sum(balance) FROM ledger_account WHERE account_id = ANY($1) AND code = 'wallet.lot') AS credits`,
    [accounts],
  );
  expect(sums?.value).toBe(String(count * 600_000));
  expect(sums?.debt).toBe("0");
  expect(BigInt(sums?.used ?? 0) + BigInt(accounts.length) * 10_000_000n - BigInt(sums?.credits ?? 0)).toBe(
    BigInt(count) * 600_000n,
  );
  expect(await brokenLaws(world)).toEqual({});
  expect(isHealthy(await checkLedger(world.db))).toBe(true);
}

/** A process that waits for its tasks. */
async function otherProcess(url: string): Promise<{ does(tasks: readonly Task[]): Promise<string[]> }> {
  const child = spawn(process.execPath, [await program("test/usage/resolve-process.ts"), url], {
    env: programEnv(),
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  expect((await lines.next()).value).toBe("ready");
  return {
    async does(tasks) {
      child.stdin.write(`${JSON.stringify(tasks)}\n`);
      const { value } = await lines.next();
      if (child.exitCode === null) await once(child, "exit");
      return JSON.parse(String(value));
    },
  };
}

/** A fixed order that mixes rivals of one hold with those of others. */
const shuffled = <Item>(items: readonly Item[]): Item[] =>
  items
    .map((item, index) => ({ item, at: (index * 7919) % 10_007 }))
    .toSorted((a, b) => a.at - b.at)
    .map((each) => each.item);

/** Works through items with a number of hands. */
async function inParallel<Item>(
  hands: number,
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const queue = [...items];
  await Promise.all(
    Array.from({ length: hands }, async () => {
      for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
    }),
  );
}
