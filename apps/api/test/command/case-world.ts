import { publishKey } from "../../src/decisions/store.ts";
import { PLATFORM } from "../../src/db/database.ts";
import { type TestAccount, openTestAccount } from "../support/account.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { TEST_SIGNER } from "../support/caller.ts";
import { type TestRunner, testRunner } from "../support/runner.ts";

/** A database with a runner and an account that commands may act on. */
export interface CaseWorld extends TestRunner {
  readonly database: TestDatabase;
  readonly account: TestAccount;
}

/** Sets up the world of a test of commands. */
export async function caseWorld(): Promise<CaseWorld> {
  const database = await freshDatabase();
  await database.db.within(PLATFORM, (tx) => publishKey(tx, TEST_SIGNER));
  return { database, account: await openTestAccount(database), ...(await testRunner(database)) };
}

/** What a gift with a reason of its own left behind, counted in the tables. */
export async function effectsOf({ sql }: TestDatabase, reason: string) {
  const [row] = await sql<
    Record<"lots" | "postings" | "decisions" | "audits" | "records" | "notices", number>
  >(
    `WITH lot AS (SELECT id, ledger_account_id FROM credit_lot WHERE reason = $1),
          audit AS (SELECT id, decision_id FROM audit_row WHERE reason = $1)
     SELECT (SELECT count(*) FROM lot)::int AS lots,
            (SELECT count(*) FROM ledger_posting p JOIN lot ON lot.ledger_account_id = p.ledger_account_id)::int AS postings,
            (SELECT count(*) FROM decision d JOIN audit ON audit.decision_id = d.id)::int AS decisions,
            (SELECT count(*) FROM audit)::int AS audits,
            (SELECT count(*) FROM command_record c JOIN lot ON c.answer->'answer'->>'lotId' = lot.id::text)::int AS records,
            (SELECT count(*) FROM notice n JOIN lot ON n.dedupe_key = 'gift_granted:' || lot.id)::int AS notices`,
    [reason],
  );
  return row;
}

/** A command that ran exactly once: one of everything. */
export const ONCE = { lots: 1, postings: 1, decisions: 1, audits: 1, records: 1, notices: 1 };
/** A command that never was. */
export const NEVER = { lots: 0, postings: 0, decisions: 0, audits: 0, records: 0, notices: 0 };
