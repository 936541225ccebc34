import { hashKey } from "../../src/partners/read-key.ts";
import type { TestDatabase } from "./database.ts";

/** Lets a key reach an account for a day, as its owner would have made it. */
export async function insertApiKey(
  { sql }: Pick<TestDatabase, "sql">,
  accountId: string,
  key: string,
  scopes: readonly string[],
): Promise<void> {
  await sql(
    `INSERT INTO api_key (account_id, holder_period_id, name, prefix, key_hash, scopes, expires_at)
     SELECT $1, id, 'test', 'tnr_test_x', $2, $3, now() + interval '1 day' FROM holder_period WHERE account_id = $1`,
    [accountId, hashKey(key), scopes],
  );
}
