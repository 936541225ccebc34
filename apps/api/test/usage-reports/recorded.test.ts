import type { StatementView, UsageEventDetail, UsageSummary } from "@tenure/core/contract";
import { expect, it } from "vitest";
import type { CommandContext } from "../../src/command/command.ts";
import { newId } from "../../src/db/ids.ts";
import { testApp } from "../support/app.ts";
import { CENT_MODEL, stockMarket } from "../support/market.ts";
import { openAccount, signUp } from "../support/people.ts";
import { usageOf } from "../support/usage.ts";

const test = await testApp();
await stockMarket(test.services, test.database);
const { sql } = test.database;

/** An account whose key reported events through the engine: one wrong and corrected, one late, some on other days. */
async function recorded() {
  const owner = await signUp(test, "owner");
  const accountId = await openAccount(test, owner);
  await sql("UPDATE account SET time_zone = 'Asia/Kolkata' WHERE id = $1", [accountId]);
  await owner.mutate("partners.keys.create", { name: "Gateway A", scopes: ["usage:write"] });
  const [key] = await sql<{ id: string }>("SELECT id FROM api_key WHERE account_id = $1", [accountId]);
  const [clock] = await sql<{ now: Date }>("SELECT tenure_now($1) AS now", [accountId]);
  const hoursAgo = (hours: number) => new Date((clock?.now.getTime() ?? 0) - hours * 3_600_000).toISOString();
  const record = (events: Parameters<ReturnType<typeof usageOf>["record"]>[0]["events"]) => {
    const context: CommandContext = {
      actor: { kind: "api_key", id: key?.id ?? "" },
      accountId,
      asPlatform: false,
      requestId: null,
      idempotencyKey: newId(),
    };
    return usageOf(test.services).record({ events }, context);
  };
  const event = (clientEventId: string, cents: number, hours: number) => ({
    clientEventId,
    model: CENT_MODEL,
    tokens: { inputTokens: cents },
    occurredAt: hoursAgo(hours),
  });
  await record([event("wrong", 700, 5), event("yesterday", 20, 26), event("earlier", 3, 50)]);
  const { results } = await record([{ ...event("right", 70, 5), corrects: "wrong" }]);
  expect(results).toMatchObject([{ status: "recorded" }]);
  return { owner, accountId, keyId: key?.id ?? "" };
}

it("what the engine records is what reports show: by day, by hour, by key, and in the statement", async () => {
  const { owner, accountId, keyId } = await recorded();
  for (const grain of ["hour", "day"] as const) {
    const { data } = await owner.query("usage.summary", {
      accountId,
      grain,
      groupBy: "key",
      ...(grain === "hour" ? { from: new Date(Date.now() - 100 * 3_600_000).toISOString() } : {}),
    });
    const summary = data as unknown as UsageSummary;
    // 20 + 3 + 70 cents in three requests: the wrong one was taken back.
    expect(summary.totals).toMatchObject({ requests: 3, inputTokens: 93, value: { amount: "0.93" } });
    expect(summary.groups).toMatchObject([{ apiKey: { id: keyId, name: "Gateway A" } }]);
    const rows = await sql<{ bucket: string; nanos: string }>(
      `SELECT ${grain === "hour" ? "tenure_iso(date_trunc('hour', occurred_at, 'UTC'))" : "(occurred_at AT TIME ZONE 'Asia/Kolkata')::date::text"} AS bucket,
              sum(amount_nanos)::text AS nanos
         FROM usage_event WHERE account_id = $1 GROUP BY 1 HAVING sum(amount_nanos) <> 0 ORDER BY 1`,
      [accountId],
    );
    expect(
      summary.buckets
        .filter((bucket) => Number(bucket.value.amount) !== 0)
        .map((bucket) => [bucket.date ?? bucket.startsAt, Number(bucket.value.amount)]),
    ).toEqual(rows.map((row) => [row.bucket, Number(row.nanos) / 1e9]));
  }
  const { data } = await owner.query("statement.get", { accountId });
  const statement = data as unknown as StatementView;
  // All of it was recorded now, and there are no credits: a debt of 93 cents.
  expect([statement.usage.amount, statement.closing.amount]).toEqual(["-0.93", "-0.93"]);
});

it("an event tells its price version, its key, and what corrects it; one of another account is not there", async () => {
  const { owner, accountId, keyId } = await recorded();
  const ids = await sql<{ id: string; client_event_id: string; kind: string }>(
    "SELECT id, client_event_id, kind FROM usage_event WHERE account_id = $1 ORDER BY id",
    [accountId],
  );
  const idOf = (clientEventId: string) => ids.find((row) => row.client_event_id === clientEventId)?.id ?? "";
  const reversal = ids.find((row) => row.kind === "reversal");
  const read = async (eventId: string) => {
    const { data } = await owner.query("usage.event", { accountId, eventId });
    return data as unknown as UsageEventDetail;
  };
  const wrong = await read(idOf("wrong"));
  expect(wrong).toMatchObject({
    event: { clientEventId: "wrong", value: { amount: "7.00" }, kind: "usage" },
    apiKey: { id: keyId, name: "Gateway A" },
    price: { version: 1, source: "test", agreementReference: null },
    corrects: null,
  });
  expect(new Set(wrong.correctedBy.map((each) => each.id))).toEqual(new Set([reversal?.id, idOf("right")]));
  expect(await read(reversal?.id ?? "")).toMatchObject({
    event: { value: { amount: "-7.00" }, kind: "reversal" },
    corrects: { id: idOf("wrong"), clientEventId: "wrong" },
    correctedBy: [],
  });
  const stranger = await signUp(test, "stranger");
  const own = await openAccount(test, stranger);
  const foreign = await stranger.query("usage.event", { accountId: own, eventId: idOf("wrong") });
  expect([foreign.status, foreign.problem.code]).toEqual([404, "not_found"]);
});
