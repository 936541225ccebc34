import { describe, expect, it } from "vitest";
import { testApp } from "../support/app.ts";
import { openAccount, signUp, staff } from "../support/people.ts";

const test = await testApp();
const complete = { currency: "USD", timeZone: "Europe/Berlin", language: "en", termsVersion: "2026-11" };

describe("opening an account", () => {
  it("makes one account for two tabs that open at once", async () => {
    const ada = await signUp(test, "ada");
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => ada.mutate("accounts.create", complete)),
    );
    expect(new Set(answers.map((answer) => answer.data["accountId"])).size).toBe(1);
    expect(answers.filter((answer) => answer.data["created"] === true)).toHaveLength(1);
    expect(
      await test.database.sql("SELECT count(*)::int AS n FROM member WHERE login_id = $1", [ada.loginId]),
    ).toEqual([{ n: 1 }]);
  });

  it("makes legal person, holder period, ownership, consent and one audit row with it", async () => {
    const ada = await signUp(test, "ada");
    const { data } = await ada.mutate("accounts.create", complete);
    const [row] = await test.database.sql(
      `SELECT s.kind, s.verified_at, m.role, c.kind AS consent, c.version, length(c.text_hash) AS digits, a.livemode,
              (SELECT count(*)::int FROM audit_row WHERE target_id = a.id::text) AS audited
         FROM account a JOIN holder_period h ON h.account_id = a.id AND h.ended_at IS NULL
         JOIN subject s ON s.id = h.subject_id JOIN member m ON m.account_id = a.id JOIN consent c ON c.account_id = a.id
        WHERE a.id = $1`,
      [data["accountId"]],
    );
    expect(row).toEqual({
      kind: "individual",
      verified_at: null,
      role: "owner",
      consent: "terms",
      version: "2026-11",
      digits: 64,
      livemode: false,
      audited: 1,
    });
  });

  it.each([
    ["a currency nobody accepts", { currency: "XYZ" }, "currency"],
    ["an offset for a time zone", { timeZone: "+08:00" }, "timeZone"],
    ["a zone that is none", { timeZone: "Mars/Olympus" }, "timeZone"],
    ["a language without texts", { language: "fr" }, "language"],
    ["a name with a turned direction", { name: "Ada\u202Egnp.exe" }, "name"],
    ["a name of nothing", { name: " \u200B " }, "name"],
    ["a field that is set inside", { livemode: true }, ""],
    ["another field that is set inside", { clockOffsetMs: "99999999" }, ""],
    ["a state", { state: "active" }, ""],
  ])("refuses %s and makes nothing", async (_, change, path) => {
    const ada = await signUp(test, "ada");
    const { status, problem } = await ada.mutate("accounts.create", { ...complete, ...change });
    expect([status, problem.code]).toEqual([400, "validation_failed"]);
    expect(problem.errors).toMatchObject([{ path }]);
    expect((await ada.query("session.me")).data["accounts"]).toEqual([]);
  });

  it("records no consent to terms that are not in force", async () => {
    const ada = await signUp(test, "ada");
    const { problem } = await ada.mutate("accounts.create", { ...complete, termsVersion: "2019-01" });
    expect(problem).toMatchObject({ code: "conflict" });
    expect(await test.database.sql("SELECT 1 FROM consent WHERE login_id = $1", [ada.loginId])).toEqual([]);
  });
});

describe("an account", () => {
  it("is read with its holder and its people, and changed by its owner", async () => {
    const ada = await signUp(test, "ada");
    const accountId = await openAccount(test, ada);
    expect((await ada.mutate("accounts.update", { timeZone: "Asia/Shanghai", language: "zh" })).status).toBe(
      200,
    );
    const { data } = await ada.query("accounts.get", { accountId });
    expect(data).toMatchObject({
      id: accountId,
      role: "owner",
      timeZone: "Asia/Shanghai",
      language: "zh",
      currency: "USD",
      holder: { kind: "individual", displayName: "ada", verified: false },
      people: [{ email: ada.email, role: "owner" }],
    });
    const [audit] = await test.database.sql(
      "SELECT before, after FROM audit_row WHERE action = 'accounts.update' AND account_id = $1",
      [accountId],
    );
    expect(audit).toEqual({
      before: { timeZone: "UTC", language: "en" },
      after: { timeZone: "Asia/Shanghai", language: "zh", nameChanged: false },
    });
  });

  it("takes no field that is not its owner's to set", async () => {
    const ada = await signUp(test, "ada");
    const accountId = await openAccount(test, ada);
    const columns = [
      "id",
      "state",
      "currency",
      "livemode",
      "clockOffsetMs",
      "createdAt",
      "holderPeriods",
      "members",
      "role",
    ];
    for (const column of columns) {
      const { problem } = await ada.mutate("accounts.update", { [column]: "active" });
      expect([column, problem.code]).toEqual([column, "validation_failed"]);
    }
    expect(
      await test.database.sql("SELECT state, currency, clock_offset_ms FROM account WHERE id = $1", [
        accountId,
      ]),
    ).toEqual([{ state: "active", currency: "USD", clock_offset_ms: "0" }]);
  });

  it("keeps billing details, and none of them in the audit trail or the kept answers", async () => {
    const ada = await signUp(test, "ada");
    await openAccount(test, ada);
    expect((await ada.query("accounts.billing.get", {})).data).toEqual({
      details: null,
      missing: ["fullName", "email", "country", "addressLine", "city"],
      invalid: [],
    });
    const details = {
      fullName: "Ada Canaryname",
      email: "canary.billing@example.com",
      country: "DE",
      addressLine: "Canarystraße 1",
      city: "Berlin",
      postalCode: "10115",
      taxId: null,
    };
    expect((await ada.mutate("accounts.billing.update", details)).data).toEqual({ updated: true });
    expect((await ada.query("accounts.billing.get", {})).data).toEqual({
      details: { ...details, companyName: null, region: null },
      missing: [],
      invalid: [],
    });
    const trail = await test.database.sql(
      "SELECT 1 FROM audit_row WHERE before::text || after::text ILIKE '%canary%' UNION ALL SELECT 1 FROM command_record WHERE answer::text ILIKE '%canary%'",
    );
    expect(trail).toEqual([]);
    for (const [field, value] of [
      ["country", "EU"],
      ["country", "de"],
      ["email", "none"],
      ["city", ""],
      ["postalCode", "1011"],
      ["taxId", "DE123456789"],
    ] as const) {
      const { problem } = await ada.mutate("accounts.billing.update", { ...details, [field]: value });
      expect(problem.errors).toMatchObject([{ path: field }]);
    }
  });
});

describe("staff", () => {
  it("finds accounts by id, name in any script and address, and pages through all", async () => {
    const ada = await signUp(test, "adalovelace");
    const accountId = await openAccount(test, ada);
    const rin = await staff(test, "reviewer");
    for (const query of [accountId, accountId.toUpperCase(), ada.email, "ADALOVE"]) {
      const { data } = await rin.query("accounts.search", { query });
      expect([query, (data as unknown as { id: string }[]).map((each) => each.id)]).toEqual([
        query,
        [accountId],
      ]);
    }
    await test.database.sql("UPDATE account SET name = '深圳租户科技 Ltd' WHERE id = $1", [accountId]);
    for (const query of ["租户", "户", "深圳租户科技", "科技 ltd"]) {
      const { data, problem } = await rin.query("accounts.search", { query });
      const ids =
        query === "户" ? problem.code : (data as unknown as { id: string }[]).map((each) => each.id);
      expect([query, ids]).toEqual([query, query === "户" ? "validation_failed" : [accountId]]);
    }
    // A wildcard is a character here: it finds nothing instead of everything.
    expect((await rin.query("accounts.search", { query: "%%" })).data).toEqual([]);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const { data } = await rin.query("accounts.list", { limit: 2, ...(cursor === null ? {} : { cursor }) });
      seen.push(...(data["items"] as { id: string }[]).map((each) => each.id));
      cursor = data["nextCursor"] as string | null;
    } while (cursor !== null);
    const [all] = await test.database.sql<{ n: number }>("SELECT count(*)::int AS n FROM account");
    expect([seen.length, new Set(seen).size]).toEqual([all?.n, all?.n]);
  });
});
