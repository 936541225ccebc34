import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it, vi } from "vitest";
import { openTestAccount } from "../support/account.ts";
import { testApp } from "../support/app.ts";
import { stockMarket } from "../support/market.ts";
import { browser, openAccount, type Person, signUp, staff } from "../support/people.ts";
import { seedEvents } from "./seed.ts";

const test = await testApp();
await stockMarket(test.services, test.database);
const { sql } = test.database;

const owner = await signUp(test, "owner");
const accountId = await openAccount(test, owner);
const { data: key } = await owner.mutate("partners.keys.create", {
  name: "=cmd|' /C calc'!A0",
  scopes: ["usage:read"],
});
const [{ id: apiKeyId } = { id: "" }] = await sql<{ id: string }>(
  "SELECT id FROM api_key WHERE account_id = $1",
  [accountId],
);
const bearer = { authorization: `Bearer ${String(key["key"])}` };

await seedEvents(test.database, accountId, [
  {
    at: "2026-11-01T10:00:00.000Z",
    clientEventId: "first",
    input: 100,
    cached: 40,
    output: 7,
    cents: 125,
    planCents: 100,
    apiKeyId,
  },
  { at: "2026-11-02T10:00:00.000Z", clientEventId: "@second", model: "+model", input: 3, cents: 3 },
  {
    at: "2026-11-03T10:00:00.000Z",
    clientEventId: "-third",
    model: "a,b",
    input: 1,
    cents: -1,
    kind: "reversal",
    correctsId: accountId,
  },
]);

const get = (person: Pick<Person, "send">, path: string, headers: Record<string, string> = {}) =>
  person.send("GET", `/v1${path}`, undefined, headers);
const rowsOf = (text: string) => text.split("\r\n").slice(0, -1);

describe("the file of events", () => {
  it("holds each event once, in the order of recording, amounts exact and formulas disarmed", async () => {
    const response = await get(owner, `/usage/events.csv?accountId=${accountId}`);
    expect(response.statusCode).toBe(200);
    expect(response.headers["content-type"]).toBe("text/csv; charset=utf-8; header=present");
    expect(response.headers["content-disposition"]).toMatch(
      /^attachment; filename="usage-events_2\d{3}-\d\d-\d\d\.csv"$/,
    );
    expect(response.headers["cache-control"]).toBe("no-store");
    const rows = rowsOf(response.body);
    expect(rows).toHaveLength(4);
    const [head = "", ...lines] = rows.map((row) => row.split(","));
    expect(head).toEqual([
      "event_id",
      "client_event_id",
      "kind",
      "corrects_event_id",
      "occurred_at",
      "recorded_at",
      "model",
      "service_tier",
      "api_key",
      "input_tokens",
      "cached_input_tokens",
      "output_tokens",
      "reasoning_tokens",
      "currency",
      "value",
      "plan_part",
      "credit_part",
      "debt_part",
      "hold_id",
      "price_version_id",
    ]);
    expect(lines[0]?.slice(1, 18)).toEqual([
      "first",
      "usage",
      "",
      "2026-11-01T10:00:00.000Z",
      "2026-11-01T10:00:00.000Z",
      "cent-a-token",
      "standard",
      "'=cmd|' /C calc'!A0",
      "100",
      "40",
      "7",
      "",
      "USD",
      "1.25",
      "1.00",
      "0.25",
      "0.00",
    ]);
    expect(lines[1]?.slice(1, 8)).toEqual([
      "'@second",
      "usage",
      "",
      "2026-11-02T10:00:00.000Z",
      "2026-11-02T10:00:00.000Z",
      "'+model",
      "standard",
    ]);
    // A minus before a number stays one; before text it does not.
    expect(rows[3]).toContain(",'-third,reversal,");
    expect(rows[3]).toContain(',"a,b",standard,');
    expect(rows[3]).toContain(",USD,-0.01,0.00,-0.01,0.00,");
  });

  it("can be narrowed by day, model and key, and begins with a mark for Excel where asked", async () => {
    const narrowed = async (query: string) =>
      rowsOf((await get(owner, `/usage/events.csv?accountId=${accountId}&${query}`)).body).length - 1;
    expect(await narrowed("from=2026-11-02&to=2026-11-02")).toBe(1);
    expect(await narrowed("from=2026-11-02")).toBe(2);
    expect(await narrowed("to=2026-11-02T10:00:00.000Z")).toBe(1);
    expect(await narrowed("model=cent-a-token")).toBe(1);
    expect(await narrowed(`apiKeyId=${apiKeyId}`)).toBe(1);
    const marked = await get(owner, `/usage/events.csv?accountId=${accountId}&bom=true`);
    expect(marked.rawPayload.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect((await get(owner, `/usage/events.csv?accountId=${accountId}`)).rawPayload[0]).toBe(101);
  });
});

describe("the other files", () => {
  it("have the summary by step and group, and the statement from opening to closing", async () => {
    const summary = await get(
      owner,
      `/usage/summary.csv?accountId=${accountId}&from=2026-11-01&to=2026-11-03`,
    );
    expect(summary.headers["content-disposition"]).toBe(
      'attachment; filename="usage-by-day_2026-11-01_2026-11-03.csv"',
    );
    expect(rowsOf(summary.body).slice(1)).toEqual([
      "2026-11-01T00:00:00.000Z,2026-11-02T00:00:00.000Z,2026-11-01,cent-a-token,'=cmd|' /C calc'!A0,1,100,40,7,0,USD,1.25,1.00,0.25,0.00",
      "2026-11-02T00:00:00.000Z,2026-11-03T00:00:00.000Z,2026-11-02,'+model,,1,3,0,0,0,USD,0.03,0.00,0.03,0.00",
      '2026-11-03T00:00:00.000Z,2026-11-04T00:00:00.000Z,2026-11-03,"a,b",,-1,-1,0,0,0,USD,-0.01,0.00,-0.01,0.00',
    ]);
    const statement = await get(owner, `/statement.csv?accountId=${accountId}&from=2026-01-01&to=2026-01-31`);
    expect(rowsOf(statement.body)).toEqual([
      "day,at,kind,reference,currency,amount,balance,journal_id",
      "2026-01-01,,opening,,USD,,0.00,",
      "2026-01-31,,closing,,USD,,0.00,",
    ]);
  });
});

describe("who may download", () => {
  const PATHS = ["/usage/events.csv", "/usage/summary.csv", "/statement.csv"];
  const code = (body: string) => (JSON.parse(body) as { code?: string }).code;

  it.each(PATHS)("%s: as a procedure of the same permission", async (path) => {
    const stranger = await signUp(test, "stranger");
    await openAccount(test, stranger);
    const { accountId: foreign } = await openTestAccount(test.database);
    const absent = "0190a0a0-0000-7000-8000-00000000dead";
    const nobody = await get(browser(test), `${path}?accountId=${accountId}`);
    expect([nobody.statusCode, code(nobody.body)]).toEqual([401, "unauthenticated"]);
    for (const named of [foreign, absent]) {
      const refused = await get(stranger, `${path}?accountId=${named}`);
      expect([refused.statusCode, code(refused.body)]).toEqual([404, "not_found"]);
    }
    const mistaken = await get(owner, `${path}?accountId=me`);
    expect([mistaken.statusCode, code(mistaken.body)]).toEqual([400, "validation_failed"]);
    const unknown = await get(owner, `${path}?accountId=${accountId}&limit=5`);
    expect([unknown.statusCode, code(unknown.body)]).toEqual([400, "validation_failed"]);
    const byKey = await get(browser(test), path, bearer);
    // The key may read usage; the wallet's statement needs another scope.
    if (path === "/statement.csv")
      expect([byKey.statusCode, code(byKey.body)]).toEqual([403, "scope_missing"]);
    else expect(byKey.statusCode).toBe(200);
    const foreignByKey = await get(browser(test), `${path}?accountId=${foreign}`, bearer);
    expect(foreignByKey.statusCode).toBe(404);
  });

  it("staff see any account's, and name it", async () => {
    const reviewer = await staff(test, "reviewer");
    expect((await get(reviewer, `/usage/events.csv?accountId=${accountId}`)).statusCode).toBe(200);
    expect((await get(reviewer, "/usage/events.csv")).statusCode).toBe(400);
  });
});

describe("a long file", () => {
  it("comes whole over several readings, each event once", async () => {
    const { accountId: long } = await openTestAccount(test.database);
    await many(long, 2_500);
    const reviewer = await staff(test, "reviewer");
    const rows = rowsOf((await get(reviewer, `/usage/events.csv?accountId=${long}`)).body).slice(1);
    expect(rows).toHaveLength(2_500);
    expect(new Set(rows.map((row) => row.split(",")[1])).size).toBe(2_500);
  });

  it("is read no further once nobody takes it: the client's pace is the reader's", {
    tags: ["deep"],
  }, async () => {
    const { accountId: long } = await openTestAccount(test.database);
    await many(long, 60_000);
    const reviewer = await staff(test, "reviewer");
    const readings = vi.spyOn(test.services.db, "within");
    const count = () => readings.mock.calls.length;
    const base = await test.app.listen({ port: 0, host: "127.0.0.1" });
    const controller = new AbortController();
    const response = await fetch(`${base}/v1/usage/events.csv?accountId=${long}`, {
      headers: { cookie: reviewer.cookie() },
      signal: controller.signal,
    });
    const reader = response.body?.getReader();
    await reader?.read();
    // 60,000 rows are some twelve megabytes: more than what lies in the buffers between both ends.
    const before = await settled(count);
    expect(before).toBeGreaterThan(0);
    controller.abort();
    const after = await settled(count);
    // Sixty readings of a thousand rows would be the whole file; one may have been under way.
    expect(before).toBeLessThan(60);
    expect(after).toBeLessThanOrEqual(before + 1);
  });
});

/** Writes so many events at once, half of them at the same instant. */
const many = (of: string, count: number) =>
  sql(
    `INSERT INTO usage_event (id, account_id, client_event_id, model, model_price_id, service_tier, tokens, amount_nanos,
                              plan_nanos, credit_nanos, debt_nanos, batch_id, occurred_at, recorded_at)
     SELECT uuidv7(), $1, 'event-' || n, 'cent-a-token', (SELECT id FROM model_price LIMIT 1), 'standard', '{"inputTokens": 1}',
            10000000, 0, 10000000, 0, uuidv7(), t.at, t.at
       FROM generate_series(1, $2) AS n
       CROSS JOIN LATERAL (SELECT '2026-11-01'::timestamptz + make_interval(secs => (n / 2) * (n % 2)) AS at) AS t`,
    [of, count],
  );

/** A count once it has not changed for a second. */
async function settled(count: () => number): Promise<number> {
  for (let last = count(); ; last = count()) {
    await sleep(1000);
    if (count() === last) return last;
  }
}
