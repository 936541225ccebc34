import { type Policy, type PolicyBook, policyBook, SHIPPED_POLICIES } from "@tenure/core/policy";
import { READ_WITHIN_MINUTES } from "@tenure/core/policy-versions";
import type { Instant } from "@tenure/core/time";
import { type Database, PLATFORM } from "../db/database.ts";
import { AppError } from "../errors/app-error.ts";
import type { Log } from "../log/log.ts";
import { readStoredPolicy } from "./stored.ts";

const READ_EVERY_MS = 15_000;
const READ_WITHIN_MS = READ_WITHIN_MINUTES * 60_000;

/** Until the first reading, what ships: what an empty table is seeded with. */
let known: PolicyBook = SHIPPED_POLICIES;
/** By the process's own clock, which nobody sets; null until the first reading. */
let readAtMs: number | null = null;
/** Whether this process goes on deciding. A command that reads once looks decisions up by their version, however long. */
let goesOn = false;

/**
 * The versions of the policy as this process knows them.
 * @throws AppError unavailable when they were not read for so long that one could have come into force unnoticed
 */
export function policies(): PolicyBook {
  if (goesOn && readAtMs !== null && performance.now() - readAtMs > READ_WITHIN_MS)
    throw new AppError("unavailable", "The versions of the policy could not be read for a while.");
  return known;
}

/** The version in force at an instant. Whoever decides at that instant decides by it. */
export const policyAt = (now: Instant): Policy => policies().at(now);

/** A version by its name, or null when there is none. */
export const policyByVersion = (version: string): Policy | null => policies().byVersion(version);

/** Reads the versions anew: at start, every few seconds, and where one was agreed or called off. */
export async function readPolicies(db: Database): Promise<void> {
  // Before the question: what is agreed while it is answered is missing, and early enough to be read the next time.
  const askedAtMs = performance.now();
  const rows = await db.within(PLATFORM, (tx) => tx.policyVersion.findMany({ orderBy: { id: "asc" } }));
  const agreed = rows.filter((row) => row.state === "agreed").map(readStoredPolicy);
  // Before the first start on a database nothing is seeded, and what ships is what will be.
  if (agreed.length > 0)
    known = policyBook(agreed, rows.filter((row) => row.state !== "agreed").map(readStoredPolicy));
  readAtMs = askedAtMs;
}

/** Keeps the versions read for as long as a process runs. @returns ends it, and forgets what was read */
export function keepPolicies({ db, log }: { readonly db: Database; readonly log: Log }): () => Promise<void> {
  goesOn = true;
  let reading: Promise<void> | null = null;
  const timer = setInterval(() => {
    reading ??= readPolicies(db)
      .catch((error: unknown) => log.error({ err: error }, "the versions of the policy cannot be read"))
      .finally(() => {
        reading = null;
      });
  }, READ_EVERY_MS).unref();
  return async () => {
    clearInterval(timer);
    await reading;
    // Whoever comes next in this process, with another database, does not decide by what was read from this one.
    [known, readAtMs, goesOn] = [SHIPPED_POLICIES, null, false];
  };
}
