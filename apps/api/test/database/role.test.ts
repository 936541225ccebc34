import { expect, it } from "vitest";
import { ofAccount, openDatabase, PLATFORM } from "../../src/db/database.ts";
import { openTestAccount } from "../support/account.ts";
import { freshDatabase } from "../support/database.ts";

const database = await freshDatabase();

it("every transaction works as the application role, even where the address or a pooler replaces the connection's options", async () => {
  const mine = await openTestAccount(database);
  const other = await openTestAccount(database);
  const url = new URL(database.url);
  url.searchParams.set("options", "-c statement_timeout=5000");
  const db = openDatabase(url.href, { connections: 1 });
  try {
    for (const scope of [PLATFORM, ofAccount(mine.accountId)])
      expect(await db.within(scope, (tx) => tx.$queryRaw`SELECT current_user::text AS role`)).toEqual([
        { role: "tenure_app" },
      ]);
    expect(
      await db.batch((sql) =>
        sql(
          { name: null, text: "SELECT current_user::text AS role, current_setting('tenure.scope') AS scope" },
          [],
        ),
      ),
    ).toEqual([{ role: "tenure_app", scope: "platform" }]);
    const seen = await db.within(ofAccount(mine.accountId), (tx) => tx.account.findMany());
    expect(seen.map((each) => each.id)).toEqual([mine.accountId]);
    expect(seen.map((each) => each.id)).not.toContain(other.accountId);
    // The role and the scope end with the transaction: nothing is left on the connection for the next one.
    expect(
      await db.prisma
        .$queryRaw`SELECT current_setting('tenure.scope', true) AS scope, current_setting('tenure.account_id', true) AS account`,
    ).toEqual([{ scope: "", account: "" }]);
  } finally {
    await db.close();
  }
});
