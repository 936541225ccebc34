import { expect, it } from "vitest";
import { checkLedger, isHealthy } from "../../src/ledger/check.ts";
import { CrashPool } from "../support/crash-pool.ts";
import { caseWorld } from "./case-world.ts";
import { crashCase } from "./crash-case.ts";

const COMMANDS = 1000;
/** Killed together between commit and answer. Each process costs two seconds of a core until it has run its first command. */
const AT_ONCE = Number(process.env["TENURE_DEEP_CRASHES_AT_ONCE"] ?? 14);
const LANES = 4;

/** 49 of 50 between commit and answer, where a repetition could do harm; before the commit each by itself. */
function deaths() {
  const numbers = Array.from({ length: COMMANDS }, (_, number) => number);
  const before = numbers.filter((number) => number % 50 === 0).map((number) => [number]);
  const after = numbers.filter((number) => number % 50 !== 0);
  const groups = Array.from({ length: Math.ceil(after.length / AT_ONCE) }, (_, at) =>
    after.slice(at * AT_ONCE, (at + 1) * AT_ONCE),
  );
  return [
    ...before.map((group) => ({ moment: "before_commit" as const, group })),
    ...groups.map((group) => ({ moment: "after_commit" as const, group })),
  ];
}

it(`keeps one effect and the stored answer of ${COMMANDS} commands through SIGKILLs around their commits`, async ({
  annotate,
}) => {
  const world = await caseWorld();
  const pool = new CrashPool(world.database.url, LANES);
  const waiting = deaths();
  const kills = waiting.length;
  let done = 0;
  try {
    await Promise.all(
      Array.from({ length: LANES }, async () => {
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
          await crashCase(world, pool, next.moment, next.group);
          done += next.group.length;
        }
      }),
    );
  } finally {
    await pool.close();
  }
  expect(done).toBe(COMMANDS);
  expect(isHealthy(await checkLedger(world.database.db))).toBe(true);
  await annotate(`${COMMANDS} commands, ${kills} SIGKILLs`);
});
