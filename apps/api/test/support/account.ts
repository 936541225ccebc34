import { randomUUID } from "node:crypto";
import type { TestDatabase } from "./database.ts";

/** An account with its owner, written as the owner of the database: what a test stands on, not what it tests. */
export interface TestAccount {
  readonly accountId: string;
  readonly loginId: string;
  readonly email: string;
}

/** Opens an account whose owner reads mail at a made-up address. */
export async function openTestAccount(
  { sql }: Pick<TestDatabase, "sql">,
  { language = "en", currency = "USD", zone = "UTC" } = {},
): Promise<TestAccount> {
  const email = `owner-${randomUUID()}@example.com`;
  const [row] = await sql<{ account_id: string; login_id: string }>(
    `WITH login AS (INSERT INTO auth_user (name, email, email_verified, language) VALUES ('Ada', $1, true, $2) RETURNING id),
          new_account AS (INSERT INTO account (name, currency, time_zone, language, livemode)
                      VALUES ('Acme', $3, $4, $2, false) RETURNING id),
          new_subject AS (INSERT INTO subject (kind, display_name) VALUES ('company', 'Acme') RETURNING id),
          period AS (INSERT INTO holder_period (account_id, subject_id, started_at)
                     SELECT new_account.id, new_subject.id, now() FROM new_account, new_subject),
          owner AS (INSERT INTO member (account_id, login_id, role) SELECT new_account.id, login.id, 'owner' FROM new_account, login)
     SELECT new_account.id AS account_id, login.id AS login_id FROM new_account, login`,
    [email, language, currency, zone],
  );
  if (row === undefined) throw new Error("no account");
  return { accountId: row.account_id, loginId: row.login_id, email };
}
