import { expect, it } from "vitest";
import { testApp } from "../support/app.ts";
import { openAccount, signUp, staff } from "../support/people.ts";

const test = await testApp();
const reviewer = await staff(test, "reviewer");
const customer = await signUp(test, "customer");
const accountId = await openAccount(test, customer);

const items = (data: Record<string, unknown>) => data["items"] as Record<string, unknown>[];

await test.database.sql(
  `INSERT INTO provider_event (provider, event_id, type, object_id, payload, state, problem) VALUES
     ('stripe', 'evt_1', 'payment_intent.succeeded', 'pi_1', '{"id":"evt_1","amount":4000}', 'applied', NULL),
     ('stripe', 'evt_2', 'payment_intent.succeeded', 'pi_2', '{"id":"evt_2"}', 'problem', 'a captured payment names no order of ours'),
     ('stripe', 'evt_3', 'refund.updated', 're_1', '{"id":"evt_3"}', 'received', NULL)`,
);
await test.database.sql(
  `INSERT INTO operator_alert (kind, account_id, reference, detail, dedupe_key) VALUES
     ('refund_failed', $1, 'RF-1', '{}', 'a1'), ('refund_failed', NULL, 'RF-2', '{}', 'a2'),
     ('notice_failed', NULL, 'n', '{}', 'a3')`,
  [accountId],
);

it("lists notifications of payment providers newest first, page by page, without what they carry", async () => {
  const first = await reviewer.query("operations.events.list", { limit: 2 });
  expect(items(first.data).map((event) => event["eventId"])).toEqual(["evt_3", "evt_2"]);
  expect(Object.keys(items(first.data)[0] ?? {})).not.toContain("payload");
  const second = await reviewer.query("operations.events.list", {
    limit: 2,
    cursor: first.data["nextCursor"],
  });
  expect(items(second.data).map((event) => event["eventId"])).toEqual(["evt_1"]);
  expect(second.data["nextCursor"]).toBeNull();
});

it("narrows notifications to a state and to the provider's object", async () => {
  const problems = await reviewer.query("operations.events.list", { state: "problem" });
  expect(items(problems.data).map((event) => [event["eventId"], event["problem"]])).toEqual([
    ["evt_2", "a captured payment names no order of ours"],
  ]);
  const ofRefund = await reviewer.query("operations.events.list", { objectId: "re_1" });
  expect(items(ofRefund.data).map((event) => event["eventId"])).toEqual(["evt_3"]);
});

it("shows what the provider sent, and answers not_found for a notification that is not there", async () => {
  const { data } = await reviewer.query("operations.events.list", { objectId: "pi_1" });
  const shown = await reviewer.query("operations.events.get", { providerEventId: items(data)[0]?.["id"] });
  expect(shown.data["payload"]).toEqual({ id: "evt_1", amount: 4000 });
  const absent = await reviewer.query("operations.events.get", { providerEventId: crypto.randomUUID() });
  expect([absent.status, absent.problem.code]).toEqual([404, "not_found"]);
});

it("counts open alerts by kind and what waits", async () => {
  const { data } = await reviewer.query("operations.counts", {});
  expect(data["alertsByKind"]).toEqual([
    { kind: "notice_failed", count: 1 },
    { kind: "refund_failed", count: 2 },
  ]);
  expect(data["eventsWaiting"]).toBe(1);
  expect(data["refundsUnderWay"]).toBe(0);
});

it("counts open refund cases that nobody has taken, not those of a reviewer or decided ones", async () => {
  const unassigned = async () =>
    (await reviewer.query("operations.counts", {})).data["refundCasesUnassigned"];
  expect(await unassigned()).toBe(0);
  await test.database.sql(
    `INSERT INTO refund_case (id, number, channel, state, language, requester, subject, fields, received_at, due_at,
                              assignee_id, decider_id, decided_at, decline_reasons)
     SELECT uuidv7(), number, 'email', state, 'en', 'zoe@example.com', 'Refund', '{}', now(), now() + interval '30 days',
            CASE WHEN state = 'in_review' THEN $1::uuid END, CASE WHEN state = 'declined' THEN $1::uuid END,
            CASE WHEN state = 'declined' THEN now() END, '{used up}'
       FROM (VALUES ('RC-1', 'received'), ('RC-2', 'needs_info'), ('RC-3', 'in_review'), ('RC-4', 'declined')
            ) AS row (number, state)`,
    [reviewer.loginId],
  );
  // RC-1 and RC-2: the third is somebody's, the fourth is decided.
  expect(await unassigned()).toBe(2);
});

it("narrows alerts to one account", async () => {
  const { data } = await reviewer.query("operations.alerts.list", { accountId });
  expect(items(data).map((alert) => alert["reference"])).toEqual(["RF-1"]);
});

it("shows the queues, none with a job that waits for a person", async () => {
  const { data } = await reviewer.query("operations.jobs.list", {});
  expect((data["queues"] as { job: string }[]).map((queue) => queue.job)).toContain("notices.send");
  expect(data["parked"]).toEqual([]);
});

it("narrows the audit trail to an action's beginning and to an actor", async () => {
  const opened = await reviewer.query("audit.list", { action: "accounts" });
  expect(items(opened.data).map((row) => [row["action"], row["actorId"]])).toEqual([
    ["accounts.create", customer.loginId],
  ]);
  // "create" is no beginning of an action, and a percent sign is a letter like any other.
  expect(items((await reviewer.query("audit.list", { action: "create" })).data)).toEqual([]);
  expect(items((await reviewer.query("audit.list", { action: "%create" })).data)).toEqual([]);
  // Opening the account is the customer's only act, and nobody of the staff has done anything.
  const byCustomer = await reviewer.query("audit.list", { actorId: customer.loginId });
  expect(items(byCustomer.data).map((row) => row["action"])).toEqual(["accounts.create"]);
  expect(items((await reviewer.query("audit.list", { actorKind: "staff" })).data)).toEqual([]);
});

it("names the account of an audit row, none where it is about no account, and says where a sandbox clock was moved", async () => {
  const ahead = await openAccount(test, await signUp(test, "ahead"));
  await test.database.sql(`UPDATE account SET name = 'Real' WHERE id = $1`, [accountId]);
  await test.database.sql(
    `UPDATE account SET name = 'A day ahead', clock_offset_ms = 86400000 WHERE id = $1`,
    [ahead],
  );
  await test.database.sql(
    `INSERT INTO audit_row (id, account_id, actor_kind, actor_id, action, target_kind, target_id, recorded_at)
     SELECT uuidv7(), account_id, 'system', 'test', 'named.row', 'account', 'x', clock_timestamp()
       FROM (VALUES ($1::uuid), ($2), (NULL)) AS row (account_id)`,
    [accountId, ahead],
  );
  const { data } = await reviewer.query("audit.list", { action: "named.row" });
  // Newest first: the row about no account, the account whose clock is a day ahead, the one on real time.
  expect(items(data).map((row) => [row["accountId"], row["accountName"], row["sandboxClock"]])).toEqual([
    [null, null, false],
    [ahead, "A day ahead", true],
    [accountId, "Real", false],
  ]);
});

it("answers none of this to a customer", async () => {
  for (const name of [
    "operations.counts",
    "operations.alerts.list",
    "operations.events.list",
    "operations.jobs.list",
    "catalog.lastImport",
    "audit.list",
  ])
    expect([name, (await customer.query(name, {})).status]).toEqual([name, 403]);
});
