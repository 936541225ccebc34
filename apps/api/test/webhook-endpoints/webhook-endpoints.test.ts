import { Webhook } from "standardwebhooks";
import { WEBHOOK_SOURCES } from "@tenure/core/webhooks";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { PLATFORM } from "../../src/db/database.ts";
import { deliverWebhooks } from "../../src/webhook-endpoints/deliver.ts";
import { forgetDeliveries } from "../../src/webhook-endpoints/forget.ts";
import { sweepWebhooks } from "../../src/webhook-endpoints/sweep.ts";
import { openTestAccount } from "../support/account.ts";
import { testApp } from "../support/app.ts";
import { openAccount, type Person, signUp, staff } from "../support/people.ts";
import { accepting, startReceiver } from "./receiver.ts";

const test = await testApp({ env: { webhooksToLocal: true } });
const { services } = test;
const { sql } = test.database;
const receiver = await startReceiver();
let ada: Person;
let administrator: Person;
let accountId: string;
beforeAll(async () => {
  ada = await signUp(test, "ada");
  administrator = await staff(test, "administrator");
  accountId = await openAccount(test, ada);
});
beforeEach(() => {
  receiver.received.length = 0;
  receiver.answer = accepting;
});

const create = async (input: object = {}, person = ada) =>
  (await person.mutate("webhookEndpoints.create", { url: `${receiver.origin}/hook`, ...input })).data as {
    id: string;
    secret: string;
  };
const act = (verb: string, endpointId: string, person = ada) =>
  person.mutate(`webhookEndpoints.${verb}`, { endpointId, ...(person === ada ? {} : { accountId }) });
const deliveriesOf = async (endpointId: string) =>
  (await ada.query("webhookEndpoints.deliveries", { endpointId })).data["items"] as {
    id: string;
    state: string;
    attempts: number;
    event: { id: string; type: string; sequence: number };
    log: { status: number | null; problem: string | null; response: string }[];
    actions: string[];
  }[];
const get = async (endpointId: string) => (await ada.query("webhookEndpoints.get", { endpointId })).data;
const deliver = (endpointId: string) => deliverWebhooks(services, { endpointId });
/** An object that moves through its lifecycle: a gift, since it needs nothing else. */
async function newGift(): Promise<string> {
  const [row] = await sql<{ id: string }>(
    `INSERT INTO gift_subscription (id, account_id, order_id, plan_price_id, terms, recipient_email, sender_name, language, deliver_at, redeem_by, created_at)
     VALUES (uuidv7(), $1, uuidv7(), uuidv7(), 1, 'bo@example.com', 'Ada', 'en', now(), now(), now()) RETURNING id`,
    [accountId],
  );
  return row?.id ?? "";
}
const endGift = (id: string) =>
  sql("UPDATE gift_subscription SET state = 'canceled', ended_at = now() WHERE id = $1", [id]);
/** Lets time pass for what waits. */
const makeDue = (endpointId: string) =>
  sql("UPDATE webhook_delivery SET due_at = tenure_now() WHERE endpoint_id = $1 AND state = 'pending'", [
    endpointId,
  ]);
const endAll = () =>
  sql(`UPDATE webhook_endpoint SET state = 'ended', ended_at = now() WHERE state <> 'ended'`);
beforeEach(endAll);

describe("an event", () => {
  it("is written for every source of the catalogue, by triggers on its table", async () => {
    const rows = await sql<{ noun: string; insert: boolean; update: boolean }>(
      `SELECT encode(tgargs, 'escape') AS args, rtrim(split_part(encode(tgargs, 'escape'), '\\', 1)) AS noun,
              bool_or(tgname = 'webhook_of_insert') OVER (PARTITION BY tgrelid) AS insert,
              bool_or(tgname = 'webhook_of_update') OVER (PARTITION BY tgrelid) AS update
         FROM pg_trigger WHERE tgname LIKE 'webhook\\_of\\_%' AND NOT tgisinternal`,
    );
    const nouns = new Set(rows.filter(({ update }) => update).map(({ noun }) => noun));
    // A top-up is an order; a test event is written by a function.
    const expected = Object.keys(WEBHOOK_SOURCES).filter(
      (each) => !["top_up", "webhook_endpoint"].includes(each),
    );
    expect([...nouns].sort()).toEqual(expected.sort());
    expect(rows.filter(({ insert }) => !insert).map(({ noun }) => noun)).toEqual(["account"]);
  });

  it("exists exactly when its change does, and says which object came to which state", async () => {
    const { id } = await create();
    const gift = await newGift();
    await endGift(gift);
    await sql(`DO $$ BEGIN
      UPDATE gift_subscription SET state = 'expired' WHERE id = '${gift}'; RAISE EXCEPTION 'no'; END $$`).catch(
      () => null,
    );
    // What leaves the state as it is, is no event.
    await sql("UPDATE gift_subscription SET message = 'hello' WHERE id = $1", [gift]);
    const events = await sql(
      "SELECT type, object, sequence FROM webhook_event WHERE object_id = $1 ORDER BY id",
      [gift],
    );
    expect(events).toEqual([
      { type: "gift_subscription.offered", object: "gift_subscription", sequence: 1 },
      { type: "gift_subscription.canceled", object: "gift_subscription", sequence: 2 },
    ]);
    expect((await deliveriesOf(id)).map(({ event }) => event.type)).toEqual([
      "gift_subscription.canceled",
      "gift_subscription.offered",
    ]);
  });

  it("comes of what people do: an account that is suspended and lifted", async () => {
    const { accountId: other } = await openTestAccount(test.database);
    await sql("UPDATE account SET state = 'suspended' WHERE id = $1", [other]);
    await sql("UPDATE account SET state = 'active' WHERE id = $1", [other]);
    expect(
      await sql("SELECT type, object_id, sequence FROM webhook_event WHERE account_id = $1 ORDER BY id", [
        other,
      ]),
    ).toEqual([
      { type: "account.suspended", object_id: other, sequence: 1 },
      { type: "account.active", object_id: other, sequence: 2 },
    ]);
  });

  it("of another holder's time is told to nobody who came after, and is not in their list (C4.10)", async () => {
    const { id } = await create();
    const gift = await newGift();
    const [period] = await sql<{ id: string }>(
      `WITH other AS (INSERT INTO subject (kind, display_name) VALUES ('company', 'Former') RETURNING id)
       INSERT INTO holder_period (account_id, subject_id, started_at, ended_at) SELECT $1, id, now() - interval '2 days', now() - interval '1 day' FROM other RETURNING id`,
      [accountId],
    );
    const before = (await deliveriesOf(id)).length;
    await sql("SELECT webhook_tell($1, $2, 'order', 'paid', 'order', uuidv7())", [accountId, period?.id]);
    expect(await deliveriesOf(id)).toHaveLength(before);
    const listed = (await ada.query("webhookEndpoints.events", {})).data["items"] as {
      type: string;
      objectId: string;
    }[];
    expect(listed.map(({ type }) => type)).not.toContain("order.paid");
    expect(listed.some(({ objectId }) => objectId === gift)).toBe(true);
  });

  it("cannot be written or changed by the application", async () => {
    const attempts = [
      "INSERT INTO webhook_event (id, account_id, type, object, object_id, sequence, occurred_at) VALUES (uuidv7(), uuidv7(), 'a.b', 'a', uuidv7(), 1, now())",
      "UPDATE webhook_event SET type = 'a.b'",
      "DELETE FROM webhook_delivery",
      "SELECT webhook_tell(uuidv7(), uuidv7(), 'a', 'b', 'a', uuidv7())",
    ];
    for (const text of attempts)
      await expect(services.db.within(PLATFORM, (tx) => tx.$executeRawUnsafe(text))).rejects.toThrow(
        /permission denied/,
      );
  });
});

describe("an endpoint", () => {
  it("gets signed events that the reference verifier accepts, and rejects when altered", async () => {
    const { id, secret } = await create();
    const gift = await newGift();
    await deliver(id);
    const [got] = receiver.received;
    if (got === undefined) throw new Error("nothing came");
    const headers = got.headers as Record<string, string>;
    expect(new Webhook(secret).verify(got.body, headers)).toEqual(got.payload);
    expect(() => new Webhook(secret).verify(`${got.body} `, headers)).toThrow("No matching signature");
    expect(got.payload).toEqual({
      id: headers["webhook-id"],
      type: "gift_subscription.offered",
      timestamp: expect.stringMatching(/Z$/),
      accountId,
      data: { object: "gift_subscription", id: gift },
      sequence: 1,
      link: `http://tenure.test/v1/gifts/${gift}`,
    });
    const [delivery] = await deliveriesOf(id);
    expect(delivery).toMatchObject({
      state: "delivered",
      attempts: 1,
      log: [{ status: 204, problem: null }],
      actions: ["resend"],
    });
  });

  it("shows its secret once, and keeps it nowhere that can be read", async () => {
    const send = () =>
      ada.mutate(
        "webhookEndpoints.create",
        { url: `${receiver.origin}/hook` },
        { "idempotency-key": "endpoint-1" },
      );
    const first = await send();
    expect(first.data["secret"]).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect((await send()).data).toEqual({ id: first.data["id"], secret: null });
    const secret = String(first.data["secret"]).slice(6);
    for (const table of ["webhook_endpoint", "webhook_secret", "vault_record", "command_record", "audit_row"])
      expect(
        await sql(`SELECT 1 FROM ${table} t WHERE t::text LIKE '%' || $1 || '%'`, [secret]),
        table,
      ).toEqual([]);
  });

  it("is signed for by both secrets for a day after a rotation, then by the new one alone", async () => {
    const { id, secret } = await create();
    const rotated = await act("rotateSecret", id);
    const newer = String(rotated.data["secret"]);
    await newGift();
    await deliver(id);
    const verify = (by: string) => {
      const got = receiver.received.at(-1);
      return () => new Webhook(by).verify(got?.body ?? "", got?.headers as Record<string, string>);
    };
    expect(verify(secret)).not.toThrow();
    expect(verify(newer)).not.toThrow();
    expect((await get(id))["oldSecretUntil"]).not.toBeNull();
    await sql(
      "UPDATE webhook_secret SET retires_at = now() WHERE endpoint_id = $1 AND retires_at IS NOT NULL",
      [id],
    );
    await newGift();
    await deliver(id);
    expect(verify(secret)).toThrow("No matching signature");
    expect(verify(newer)).not.toThrow();
  });

  it("gets the types that it asks for, and a test whatever it asks for", { tags: ["deep"] }, async () => {
    const { id } = await create({ types: ["gift_subscription.canceled"] });
    await endGift(await newGift());
    expect((await act("test", id)).status).toBe(200);
    await deliver(id);
    expect(receiver.received.map(({ payload }) => payload.type).sort()).toEqual([
      "gift_subscription.canceled",
      "webhook_endpoint.test",
    ]);
  });

  it.each([
    [{ url: "ftp://example.com/" }, "url"],
    [{ url: "https://a:b@example.com/" }, "url"],
    [{ types: ["gift_subscription.nonsense"] }, "types.0"],
    [{ types: ["order.paid", "order.paid"] }, "types"],
  ])("is refused as %j", async (input, path) => {
    const { problem } = await ada.mutate("webhookEndpoints.create", { url: `${receiver.origin}/`, ...input });
    expect(problem).toMatchObject({ code: "validation_failed", errors: [{ path }] });
  });

  it("is another account's to nobody: not found, and nothing changes", async () => {
    const { id } = await create();
    const bo = await signUp(test, "bo");
    await openAccount(test, bo);
    for (const verb of ["pause", "end", "rotateSecret", "test", "update"])
      expect((await act(verb, id, bo)).problem.code, verb).toBe("not_found");
    const own = await bo.mutate("webhookEndpoints.pause", { endpointId: id });
    expect(own.problem.code).toBe("not_found");
    expect(await get(id)).toMatchObject({ state: "enabled" });
  });

  it("can be paused and resumed by an administrator, who never sees a secret", async () => {
    const { id } = await create();
    expect((await act("pause", id, administrator)).data).toEqual({ id, state: "paused" });
    await newGift();
    await deliver(id);
    expect(receiver.received).toEqual([]);
    expect((await act("pause", id)).problem.code).toBe("conflict");
    expect((await act("test", id)).problem.code).toBe("conflict");
    expect((await act("resume", id, administrator)).data).toEqual({ id, state: "enabled" });
    await deliver(id);
    expect(receiver.received).toHaveLength(1);
    for (const verb of ["rotateSecret", "create"])
      expect((await act(verb, id, administrator)).problem.code, verb).toBe("forbidden");
  });

  it("that ended gets nothing of what waited, and nothing brings it back", async () => {
    const { id } = await create();
    await newGift();
    expect((await act("end", id)).data).toEqual({ id, state: "ended" });
    await deliver(id);
    expect(receiver.received).toEqual([]);
    expect((await deliveriesOf(id)).map(({ state }) => state)).toEqual(["canceled"]);
    expect((await act("resume", id)).problem.code).toBe("not_found");
  });
});

describe("a delivery that is not accepted", () => {
  it("is tried again later, with what was answered in the log, and a later event of the object waits for it", async () => {
    const { id } = await create();
    receiver.answer = (_, response) => void response.writeHead(500).end("out of <b>order</b>\u0000");
    const gift = await newGift();
    await endGift(gift);
    await deliver(id);
    expect(receiver.received.map(({ payload }) => payload.sequence)).toEqual([1]);
    const [second, first] = await deliveriesOf(id);
    expect(second).toMatchObject({ state: "pending", attempts: 0, log: [] });
    expect(first).toMatchObject({
      state: "pending",
      attempts: 1,
      log: [{ status: 500, problem: "not_accepted", response: "out of <b>order</b>" }],
    });
    receiver.answer = accepting;
    await makeDue(id);
    await deliver(id);
    expect(receiver.received.map(({ payload }) => payload.sequence)).toEqual([1, 1, 2]);
    expect((await deliveriesOf(id)).map(({ state }) => state)).toEqual(["delivered", "delivered"]);
    expect((await get(id))["failingSince"]).toBeNull();
  });

  it("holds back the object's later events for three attempts, not for days", async () => {
    const { id } = await create();
    receiver.answer = (got, response) =>
      void response.writeHead(got.payload.sequence === 1 ? 422 : 204).end();
    await endGift(await newGift());
    for (const expected of [[1], [1], [1, 2]]) {
      receiver.received.length = 0;
      await makeDue(id);
      await deliver(id);
      expect(receiver.received.map(({ payload }) => payload.sequence)).toEqual(expected);
    }
  });

  it("is given up after ten attempts, and can be sent again by hand under the same id", async () => {
    const { id } = await create();
    receiver.answer = (_, response) =>
      void response.writeHead(302, { location: "http://169.254.169.254/" }).end();
    await newGift();
    for (let attempt = 0; attempt < 11; attempt++) {
      await makeDue(id);
      await deliver(id);
    }
    expect(receiver.received).toHaveLength(10);
    const [failed] = await deliveriesOf(id);
    expect(failed).toMatchObject({ state: "failed", actions: ["resend"] });
    // A redirect is not followed.
    expect(failed?.log[0]).toMatchObject({ status: 302, problem: "redirected" });
    receiver.answer = accepting;
    const again = await ada.mutate("webhookEndpoints.resend", { deliveryId: failed?.id });
    expect(again.data).toEqual({ id: failed?.id, state: "pending" });
    await deliver(id);
    expect(new Set(receiver.received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    expect((await deliveriesOf(id))[0]).toMatchObject({ state: "delivered" });
  });

  it("waits as long as the receiver asks", async () => {
    const { id } = await create();
    receiver.answer = (_, response) => void response.writeHead(429, { "retry-after": "3600" }).end();
    await newGift();
    await deliver(id);
    const [row] = await sql<{ seconds: number }>(
      "SELECT extract(epoch FROM due_at - tenure_now())::int AS seconds FROM webhook_delivery WHERE endpoint_id = $1",
      [id],
    );
    expect(row?.seconds).toBeGreaterThan(3590);
    expect(row?.seconds).toBeLessThanOrEqual(3600);
  });

  it("for five days stops the endpoint, writes to the owner, and loses nothing", async () => {
    const { id } = await create();
    receiver.answer = (_, response) => void response.writeHead(503).end();
    await newGift();
    await deliver(id);
    await sql("UPDATE webhook_endpoint SET failing_since = tenure_now() - interval '5 days' WHERE id = $1", [
      id,
    ]);
    await makeDue(id);
    await deliver(id);
    expect(await get(id)).toMatchObject({
      state: "stopped",
      stoppedBecause: "failing",
      actions: ["resume", "end"],
    });
    const notices = await sql<{ recipient: string; subject: string }>(
      "SELECT recipient, subject FROM notice WHERE kind = 'webhook_endpoint_failing'",
    );
    expect(notices).toEqual([
      { recipient: ada.email, subject: expect.stringContaining(receiver.origin.slice(7)) },
    ]);
    receiver.answer = accepting;
    receiver.received.length = 0;
    await newGift();
    await act("resume", id);
    await deliver(id);
    expect(receiver.received).toHaveLength(2);
  });

  it("by an endpoint that says it is gone stops it at once", async () => {
    const { id } = await create();
    receiver.answer = (_, response) => void response.writeHead(410).end();
    await newGift();
    await deliver(id);
    expect(await get(id)).toMatchObject({ state: "stopped", stoppedBecause: "gone" });
    expect(
      await sql("SELECT count(*)::int AS count FROM notice WHERE kind = 'webhook_endpoint_gone'"),
    ).toEqual([{ count: 1 }]);
  });

  it("of a worker that died is due again, and is sent once more under the same id", async () => {
    const { id } = await create();
    await newGift();
    // It took the delivery and was never heard of again.
    const died = deliverWebhooks(services, { endpointId: id }, () => new Promise(() => undefined));
    void died;
    await expect
      .poll(() => sql("SELECT attempts FROM webhook_delivery WHERE endpoint_id = $1", [id]))
      .toEqual([{ attempts: 1 }]);
    await deliver(id);
    expect(receiver.received).toEqual([]);
    await makeDue(id);
    test.jobs.length = 0;
    await sweepWebhooks(services);
    expect(test.jobs).toEqual([{ name: "webhook_endpoints.deliver", payload: { endpointId: id } }]);
    await deliver(id);
    expect(receiver.received).toHaveLength(1);
    expect((await deliveriesOf(id))[0]).toMatchObject({ state: "delivered", attempts: 2 });
  });
});

describe("the log of deliveries", () => {
  it("is kept for ninety days after a delivery's end; its event and what still waits stay", async () => {
    const { id } = await create();
    await newGift();
    await newGift();
    await newGift();
    receiver.answer = accepting;
    await deliver(id);
    const [older, younger, waiting] = (await deliveriesOf(id)).map((each) => each.id);
    await sql("UPDATE webhook_delivery SET settled_at = now() - interval '90 days 1 minute' WHERE id = $1", [
      older,
    ]);
    await sql("UPDATE webhook_delivery SET settled_at = now() - interval '89 days 23 hours' WHERE id = $1", [
      younger,
    ]);
    await sql(
      "UPDATE webhook_delivery SET state = 'pending', settled_at = NULL, created_at = now() - interval '1 year' WHERE id = $1",
      [waiting],
    );
    const [events] = await sql<{ count: number }>("SELECT count(*)::int AS count FROM webhook_event");
    await forgetDeliveries(services);
    expect((await deliveriesOf(id)).map((each) => each.id)).toEqual([younger, waiting]);
    expect(await sql("SELECT 1 FROM webhook_attempt WHERE delivery_id = $1", [older])).toEqual([]);
    expect(await sql("SELECT count(*)::int AS count FROM webhook_event")).toEqual([events]);
  });

  it("of the last thirty days is nobody's to delete, whoever asks", async () => {
    const { id } = await create();
    await newGift();
    await deliver(id);
    const before = await deliveriesOf(id);
    const ask = (statement: string) =>
      services.db
        .within(PLATFORM, (tx) => tx.$executeRawUnsafe(statement))
        .then(
          () => "done",
          (error: unknown) => String(error),
        );
    expect(await ask("SELECT webhook_forget(now() + interval '1 day', 10)")).toContain("thirty days");
    expect(await ask("DELETE FROM webhook_delivery")).toContain("permission denied");
    expect(await deliveriesOf(id)).toEqual(before);
  });
});
