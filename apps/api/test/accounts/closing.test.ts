import { beforeAll, describe, expect, it } from "vitest";
import { systemContext } from "../../src/command/system.ts";
import { checkLedger, isHealthy } from "../../src/ledger/check.ts";
import { grantGift } from "../../src/wallet/grant-gift.ts";
import { testApp } from "../support/app.ts";
import { openAccount, type Person, signUp } from "../support/people.ts";

const test = await testApp();
let ada: Person;
beforeAll(async () => {
  ada = await signUp(test, "ada");
});

const gift = (accountId: string, amount: string) =>
  test.services.runner.run(
    grantGift,
    { amount: { amount, currency: "USD" }, reason: "to try", expiryDays: null },
    systemContext("test", accountId, crypto.randomUUID()),
  );
const stateOf = async (accountId: string) =>
  (await test.database.sql<{ state: string }>("SELECT state FROM account WHERE id = $1", [accountId]))[0]
    ?.state;
const everything = async (accountId: string) =>
  (
    await test.database.sql(
      `SELECT (SELECT state FROM account WHERE id = $1) AS state, (SELECT count(*)::int FROM account_closing) AS closings,
              (SELECT count(*)::int FROM notice WHERE account_id = $1) AS notices,
              (SELECT count(*)::int FROM ledger_journal WHERE account_id = $1) AS journals,
              (SELECT count(*)::int FROM auth_session) AS sessions`,
      [accountId],
    )
  )[0];

describe("closing an account (T1.4)", () => {
  it("T1.4: gives up exactly what was shown and confirmed, ends keys and sessions, and tells the owner", async () => {
    const owner = await signUp(test, "owner");
    const accountId = await openAccount(test, owner);
    await gift(accountId, "3.50");
    await owner.mutate("partners.keys.create", { accountId, name: "program", scopes: ["usage:read"] });
    const shown = await owner.query("accounts.previewClose", { accountId, language: "en" });
    const confirmation = shown.data["confirmation"] as { hash: string; text: string };
    expect(shown.data).toMatchObject({ forfeited: { amount: "3.50", currency: "USD" } });
    expect(confirmation.text).toContain("$3.50 of gift");

    // Credits that came meanwhile: what was confirmed is something else now.
    await gift(accountId, "1.00");
    const before = await everything(accountId);
    const outdated = await owner.mutate("accounts.close", {
      accountId,
      confirmedHash: confirmation.hash,
      language: "en",
    });
    expect(outdated.problem.code).toBe("close_not_confirmed");
    expect(await everything(accountId)).toEqual(before);

    const anew = await owner.query("accounts.previewClose", { accountId, language: "en" });
    const { hash } = anew.data["confirmation"] as { hash: string };
    const closed = await owner.mutate("accounts.close", { accountId, confirmedHash: hash, language: "en" });
    expect(closed.data).toMatchObject({ accountId, state: "closed" });
    const [row] = await test.database.sql(
      `SELECT c.forfeited_nanos::text AS forfeited, c.confirmation_hash AS hash,
              (SELECT sum(balance)::text FROM ledger_account WHERE account_id = $1 AND code = 'wallet.lot') AS left,
              (SELECT count(*)::int FROM api_key WHERE account_id = $1 AND revoked_at IS NULL) AS keys,
              (SELECT count(*)::int FROM notice WHERE account_id = $1 AND kind = 'account_closed') AS told
         FROM account_closing c WHERE c.account_id = $1`,
      [accountId],
    );
    // Three and a half dollars, and the one that came.
    expect(row).toEqual({ forfeited: "4500000000", hash, left: "0", keys: 0, told: 1 });
    expect((await owner.query("accounts.get", { accountId })).problem.code).toBe("unauthenticated");
    expect(isHealthy(await checkLedger(test.services.db))).toBe(true);
  });

  it("T1.4: is blocked by what is under way, each with its code, and a member cannot do it", async () => {
    const accountId = await openAccount(test, ada);
    await test.database.sql(
      `INSERT INTO ledger_account (code, account_id, currency, normal, balance) VALUES ('wallet.debt', $1, 'USD', 'debit', 0)`,
      [accountId],
    );
    await test.database.sql(
      `INSERT INTO usage_hold (id, account_id, model, amount_nanos, plan_nanos, left_plan_nanos, left_credit_nanos, batch_id, opened_at, expires_at)
       VALUES (gen_random_uuid(), $1, 'm', 5, 0, 0, 5, gen_random_uuid(), now(), now() + interval '10 minutes')`,
      [accountId],
    );
    const { data } = await ada.query("accounts.previewClose", { accountId, language: "en" });
    expect(data).toMatchObject({
      confirmation: null,
      decision: {
        refusals: [{ code: "close_requests_in_flight", clause: "R3.6", params: { count: "1", held: "5" } }],
      },
    });
    const before = await everything(accountId);
    const refused = await ada.mutate("accounts.close", {
      accountId,
      confirmedHash: "0".repeat(64),
      language: "en",
    });
    expect(refused.problem.code).toBe("close_requests_in_flight");
    expect(await everything(accountId)).toEqual(before);

    const bo = await signUp(test, "bo");
    await test.database.sql("INSERT INTO member (account_id, login_id, role) VALUES ($1, $2, 'member')", [
      accountId,
      bo.loginId,
    ]);
    const byMember = await bo.mutate("accounts.close", {
      accountId,
      confirmedHash: "0".repeat(64),
      language: "en",
    });
    expect(byMember.problem.code).toBe("forbidden");
    expect(await stateOf(accountId)).toBe("active");
  });
});

describe("the terms of use (T4.1)", () => {
  it("T4.1: are accepted at sign-up with version, text, language and time; a new version asks again, and is kept too", {
    tags: ["deep"],
  }, async () => {
    const owner = await signUp(test, "cy");
    const accountId = await openAccount(test, owner);
    const now = await owner.query("accounts.terms.get", { accountId, language: "zh" });
    expect(now.data).toMatchObject({
      current: { version: "2026-11" },
      accepted: { version: "2026-11", language: "en" },
      outdated: false,
      changes: [],
    });
    // As if what was accepted had been an older version.
    await test.database.sql("UPDATE consent SET version = '2025-01' WHERE account_id = $1", [accountId]);
    const old = await owner.query("accounts.terms.get", { accountId, language: "zh" });
    expect(old.data).toMatchObject({ outdated: true, accepted: { version: "2025-01" } });
    const changes = old.data["changes"] as { clause: string; before: string | null; after: string }[];
    expect(changes.find(({ clause }) => clause === "T4.1")).toMatchObject({ before: null });

    const key = { accountId, name: "program", scopes: ["usage:read"] };
    expect((await owner.mutate("partners.keys.create", key)).problem.code).toBe("terms_outdated");
    // Rights under the terms that were accepted are never asked for new ones.
    expect((await owner.query("accounts.previewClose", { accountId, language: "en" })).status).toBe(200);
    expect((await owner.mutate("dataExports.request", { accountId })).status).toBe(200);

    const { current } = old.data as { current: { version: string; hash: string } };
    const wrong = await owner.mutate("accounts.terms.accept", {
      accountId,
      version: current.version,
      hash: "0".repeat(64),
      language: "zh",
    });
    expect(wrong.problem.code).toBe("conflict");
    const accept = () =>
      owner.mutate("accounts.terms.accept", {
        accountId,
        version: current.version,
        hash: current.hash,
        language: "zh",
      });
    await Promise.all([accept(), accept()]);
    const kept = await test.database.sql(
      "SELECT version, text_hash, language, login_id FROM consent WHERE account_id = $1 AND version <> '2025-01'",
      [accountId],
    );
    expect(kept).toEqual([
      { version: "2026-11", text_hash: current.hash, language: "zh", login_id: owner.loginId },
    ]);
    expect((await owner.mutate("partners.keys.create", key)).status).toBe(200);
  });
});
