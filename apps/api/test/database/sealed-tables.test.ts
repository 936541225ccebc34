import { expect, it } from "vitest";
import { ofAccount, PLATFORM, type Scope } from "../../src/db/database.ts";
import { openTestAccount } from "../support/account.ts";
import { freshDatabase } from "../support/database.ts";

const database = await freshDatabase();

it("a transaction of one account sees nothing of another in tables that name no account in a column of theirs", async () => {
  const ada = await openTestAccount(database);
  const bo = await openTestAccount(database);
  await database.sql(
    `INSERT INTO provider_event (provider, event_id, type, object_id, payload) VALUES ('stripe', 'evt_1', 't', 'o', '{"email":"bo"}')`,
  );
  await database.sql(
    `INSERT INTO operator_alert (kind, account_id, reference, detail, dedupe_key) VALUES ('refund_failed', $1, 'r', '{}', 'd')`,
    [bo.accountId],
  );
  await database.sql(
    `INSERT INTO command_record (id, scope, procedure, key, input_hashes, answer, created_at)
     SELECT gen_random_uuid(), 'login:x:' || account, 'p', 'k', '{}', '{}', now() FROM unnest($1::text[]) AS account`,
    [[ada.accountId, bo.accountId, "-"]],
  );
  const count = async (scope: Scope, table: string) =>
    database.db.within(scope, async (tx) => {
      const [row] = await tx.$queryRawUnsafe<{ count: number }[]>(
        `SELECT count(*)::int AS count FROM ${table}`,
      );
      return row?.count;
    });
  const counts = async (scope: Scope) => ({
    provider_event: await count(scope, "provider_event"),
    operator_alert: await count(scope, "operator_alert"),
    command_record: await count(scope, "command_record"),
    subject: await count(scope, "subject"),
  });
  // The account's own kept answer and its own legal person; never the other's.
  expect(await counts(ofAccount(ada.accountId))).toEqual({
    provider_event: 0,
    operator_alert: 0,
    command_record: 1,
    subject: 1,
  });
  expect(await counts(PLATFORM)).toEqual({
    provider_event: 1,
    operator_alert: 1,
    command_record: 3,
    subject: 2,
  });
});
