import { beforeAll, describe, expect, it } from "vitest";
import { sweepDistributors } from "../../src/distributors/sweep.ts";
import { systemContext } from "../../src/command/system.ts";
import { cancel } from "../../src/subscriptions/cancel.ts";
import { RefusedError } from "../../src/errors/app-error.ts";
import { previewRefund } from "../../src/refunds/preview.ts";
import { openAccount, signUp, staff } from "../support/people.ts";
import { type DistributorWorld, distributorWorld, purchase } from "./world.ts";

const DAY = 86_400_000;
const nowMs = Date.now();
/** A purchase of ten days ago: its first period of thirty days runs. */
const TEN_DAYS_AGO = nowMs - 10 * DAY;
let world: DistributorWorld;
beforeAll(async () => {
  world = await distributorWorld();
});

const everything = async () =>
  (
    await world.database.sql<Record<string, string>>(
      `SELECT (SELECT count(*) FROM distributor_event)::text AS events, (SELECT count(*) FROM subscription)::text AS subscriptions,
              (SELECT count(*) FROM "order")::text AS orders, (SELECT count(*) FROM notice)::text AS notices,
              (SELECT count(*) FROM audit_row)::text AS audit`,
    )
  )[0];
const eventsOf = (purchaseId: string) =>
  world.database.sql<{ type: string; state: string; problem: string | null }>(
    "SELECT type, state, problem FROM distributor_event WHERE purchase_id = $1 ORDER BY occurred_at, id",
    [purchaseId],
  );

describe("a purchase at a distributor (T1.3)", () => {
  it("T1.3: arrives as a signed notification and is the account's plan, with its owner told and nothing charged", async () => {
    const ada = await signUp(world, "ada");
    const accountId = await openAccount(world, ada);
    const events = purchase(accountId, "arrives", TEN_DAYS_AGO);
    expect(await world.send(events.bought)).toEqual({
      status: 200,
      body: { received: true, duplicate: false },
    });
    await world.drain();

    const { data } = await ada.query("subscriptions.get", { accountId });
    expect(data).toMatchObject({
      planId: "max",
      subscription: {
        state: "active",
        price: { amount: "0.00", currency: "USD" },
        distributor: {
          name: "appstore",
          title: "App Store",
          cancelLink: "https://store.example/subscriptions",
        },
        term: {
          number: 1,
          startsAt: new Date(TEN_DAYS_AGO).toISOString(),
          endsAt: new Date(events.month(1)).toISOString(),
        },
      },
    });
    const [notice] = await world.database.sql<{ subject: string; text: string }>(
      "SELECT subject, text FROM notice WHERE account_id = $1 AND kind = 'distributor_plan_started'",
      [accountId],
    );
    expect(notice?.subject).toBe("Your Max plan from App Store is active");
    expect(notice?.text).toContain("https://store.example/subscriptions");
    const money = await world.database.sql(
      "SELECT 1 FROM ledger_journal WHERE account_id = $1 UNION ALL SELECT 1 FROM payment WHERE account_id = $1",
      [accountId],
    );
    expect(money).toEqual([]);
  });

  it("T1.3: is cancelled, refunded and billed there: our answers name it with its link, and nothing changes", async () => {
    const accountId = await world.account();
    await world.send(purchase(accountId, "answers", TEN_DAYS_AGO).bought);
    await world.drain();
    const before = await world.outcome(accountId);
    const context = systemContext("test", accountId, crypto.randomUUID());
    const refused = await world.services.runner
      .run(cancel(world.services.tax), {}, context)
      .catch((error: unknown) => error);
    if (!(refused instanceof RefusedError)) throw refused;
    expect(refused.decision.refusals[0]).toMatchObject({
      code: "distributor_subscription",
      clause: "T1.3",
      params: { distributor: "App Store", link: "https://store.example/subscriptions" },
    });
    const [order] = await world.database.sql<{ id: string }>('SELECT id FROM "order" WHERE account_id = $1', [
      accountId,
    ]);
    const preview = await previewRefund(world.services, context, order?.id ?? "");
    expect(preview.refusals[0]).toMatchObject({
      code: "distributor_purchase",
      params: { distributor: "App Store", link: "https://store.example/refunds" },
    });
    expect(await world.outcome(accountId)).toEqual(before);
  });

  it("T1.3: ends in the same state however its notifications are ordered and repeated", async () => {
    const started = nowMs - 70 * DAY;
    const inOrder = await world.account();
    const all = (accountId: string, purchaseId: string) => {
      const events = purchase(accountId, purchaseId, started);
      return [
        events.bought,
        events.cancelled(started + 5 * DAY),
        events.uncancelled(started + 6 * DAY),
        events.renewed(1),
        events.unpaid(started + 59 * DAY),
        events.renewed(2),
        events.cancelled(started + 65 * DAY),
      ];
    };
    for (const event of all(inOrder, "in-order")) {
      await world.send(event);
      await world.drain();
    }
    const expected = await world.outcome(inOrder);
    // By hand: three periods of thirty days since seventy days ago, cancelled in the third, which still runs.
    expect(expected).toMatchObject([
      {
        plan: "max",
        state: "canceling",
        ended: null,
        last: 3,
        terms: [[1], [2], [3]].map(([n]) => expect.arrayContaining([n])),
      },
    ]);
    // Orders by hand: backwards with each repeated, and the newest first, the oldest in the middle.
    const orders = [
      [6, 6, 5, 4, 3, 3, 2, 1, 0, 0],
      [5, 2, 6, 0, 4, 1, 3, 5],
    ];
    for (const [index, order] of orders.entries()) {
      const accountId = await world.account();
      const events = all(accountId, `shuffled-${index}`);
      for (const position of order) {
        await world.send(events[position] ?? {});
        await world.drain();
      }
      expect([order, await world.outcome(accountId)]).toEqual([order, expected]);
    }
  });

  it("T1.3: of one purchase handled by several workers at once, all is followed once", async () => {
    const accountId = await world.account();
    const started = nowMs - 40 * DAY;
    const events = purchase(accountId, "at-once", started);
    await Promise.all([events.bought, events.renewed(1), events.bought].map((event) => world.send(event)));
    const jobs = world.jobs.splice(0);
    await Promise.all(
      [...jobs, ...jobs].map(async (job) => {
        world.jobs.push(job);
        await world.drain();
      }),
    );
    expect(await world.outcome(accountId)).toMatchObject([
      { state: "active", terms: [[1], [2]].map(([n]) => expect.arrayContaining([n])) },
    ]);
    expect(await eventsOf("at-once")).toEqual([
      { type: "INITIAL_PURCHASE", state: "applied", problem: null },
      { type: "RENEWAL", state: "applied", problem: null },
    ]);
  });

  it("T1.3: moves to the account it is handed to, and the one before is on Free", async () => {
    const [from, to] = [await world.account(), await world.account()];
    const events = purchase(from, "handed", TEN_DAYS_AGO);
    const handed = events.handedTo(to, nowMs - DAY);
    // The transfer comes first: it says already whose it is, and waits for what was bought.
    for (const event of [handed, events.bought]) {
      await world.send(event);
      await world.drain();
    }
    expect(await world.outcome(from)).toMatchObject([{ state: "ended" }]);
    expect(await world.outcome(to)).toMatchObject([{ state: "active", plan: "max" }]);
  });

  it("T1.3: that is refunded there ends here at once", async () => {
    const accountId = await world.account();
    const events = purchase(accountId, "refunded", TEN_DAYS_AGO);
    for (const event of [events.bought, events.refunded(0, nowMs - DAY)]) await world.send(event);
    await world.drain();
    expect(await world.outcome(accountId)).toMatchObject([
      {
        state: "ended",
        terms: [
          [1, expect.anything(), expect.stringContaining(new Date(nowMs - DAY).toISOString().slice(0, 19))],
        ],
      },
    ]);
  });

  it("T1.3: of which nothing more is heard ends three days after its term; a late renewal brings it back", async () => {
    const accountId = await world.account();
    const started = nowMs - 34 * DAY;
    const events = purchase(accountId, "silent", started);
    await world.send(events.bought);
    await world.drain();
    expect(await world.outcome(accountId)).toMatchObject([{ state: "active" }]);
    await sweepDistributors(world.services);
    expect(await world.outcome(accountId)).toMatchObject([{ state: "ended" }]);
    await sweepDistributors(world.services);
    await world.send(events.renewed(1));
    await world.drain();
    expect(await world.outcome(accountId)).toMatchObject([{ state: "active", ended: null }]);
  });
});

describe("a notification that is not the distributor's, or cannot be read", () => {
  const forged = { secret: `tdsec_${"x".repeat(43)}` };
  it.each([
    ["forged", () => forged, 401],
    ["six minutes old", () => ({ atMs: Date.now() - 360_000 }), 401],
    ["of six minutes ahead", () => ({ atMs: Date.now() + 360_000 }), 401],
    ["of a distributor nobody registered", () => ({ name: "nobody" }), 401],
    ["with a signature of another form", () => ({ signature: "sha256=00" }), 401],
  ])("T1.3: %s: is refused and leaves nothing", async (_, optionsOf, status) => {
    const before = await everything();
    const events = purchase(await world.account(), "forged", TEN_DAYS_AGO);
    expect(await world.send(events.bought, optionsOf())).toEqual({ status, body: { received: false } });
    expect(await everything()).toEqual(before);
  });

  it("says which field is wrong, and leaves nothing", async () => {
    const before = await everything();
    const { bought } = purchase(await world.account(), "unreadable", TEN_DAYS_AGO);
    const answer = await world.send({ ...bought, expiration_at_ms: bought.purchased_at_ms });
    expect(answer).toEqual({
      status: 400,
      body: { received: false, problem: "event.expiration_at_ms: must come after purchased_at_ms" },
    });
    expect(await everything()).toEqual(before);
  });

  it("counts once: the same id again changes nothing, whatever it says", async () => {
    const accountId = await world.account();
    const { bought } = purchase(accountId, "twice", TEN_DAYS_AGO);
    await world.send(bought);
    await world.drain();
    const before = [await everything(), await world.outcome(accountId)];
    const again = await world.send({ ...bought, product_id: "ultra.monthly" });
    expect(again.body).toEqual({ received: true, duplicate: true });
    await world.drain();
    expect([await everything(), await world.outcome(accountId)]).toEqual(before);
  });
});

describe("what cannot be followed", () => {
  it("T1.3: waits for the operator: a product that is no plan yet is applied once it is", async () => {
    const accountId = await world.account();
    const { bought } = purchase(accountId, "product", TEN_DAYS_AGO);
    await world.send({ ...bought, product_id: "ultra.yearly" });
    await world.drain();
    expect(await world.outcome(accountId)).toBeNull();
    expect(await eventsOf("product")).toEqual([
      { type: "INITIAL_PURCHASE", state: "problem", problem: "distributor_product_unknown" },
    ]);
    const listed = await world.administrator.query("distributors.list", {});
    expect(listed.data).toMatchObject([{ name: "appstore", problems: 1 }]);

    const mapped = await world.administrator.mutate("distributors.mapProduct", {
      distributor: "appstore",
      productId: "ultra.yearly",
      planId: "ultra",
      interval: "year",
    });
    expect(mapped.data).toEqual({ productId: "ultra.yearly", again: 1 });
    await world.drain();
    expect(await world.outcome(accountId)).toMatchObject([{ plan: "ultra", state: "active" }]);
    await world.database.sql("UPDATE account SET name = 'Shop of Zoe' WHERE id = $1", [accountId]);
    const events = await world.administrator.query("distributors.events", { state: "applied", limit: 100 });
    expect(
      (events.data["items"] as Record<string, unknown>[]).find((each) => each["purchaseId"] === "product"),
    ).toMatchObject({ accountId, accountName: "Shop of Zoe" });
    const alerts = await world.database.sql(
      "SELECT 1 FROM operator_alert WHERE kind = 'distributor_problem' AND reference = 'appstore:product' AND resolved_at IS NULL",
    );
    expect(alerts).toEqual([]);
  });

  it("T1.3: an account nobody has is listed as a problem, tried again, and can be set aside", async () => {
    const { bought } = purchase("somebody-else", "unknown", TEN_DAYS_AGO);
    await world.send(bought);
    await world.drain();
    const { data } = await world.administrator.query("distributors.events", { state: "problem", limit: 20 });
    const [event] = data["items"] as { id: string; problem: string }[];
    expect(event).toMatchObject({
      problem: "account_unknown",
      purchaseId: "unknown",
      attempts: 1,
      accountId: null,
      accountName: null,
    });
    await world.administrator.mutate("distributors.retryEvent", { eventId: event?.id });
    await world.drain();
    await world.administrator.mutate("distributors.ignoreEvent", {
      eventId: event?.id,
      reason: "a test of theirs",
    });
    expect(await eventsOf("unknown")).toEqual([
      { type: "INITIAL_PURCHASE", state: "ignored", problem: null },
    ]);
    const again = await world.administrator.mutate("distributors.retryEvent", { eventId: event?.id });
    expect(again.problem.code).toBe("conflict");
  });
});

describe("a distributor", () => {
  it("gets another secret; the one before counts for a day longer", async () => {
    const accountId = await world.account();
    const { bought } = purchase(accountId, "rotated", TEN_DAYS_AGO);
    const { data } = await world.administrator.mutate("distributors.rotateSecret", {
      distributor: "appstore",
    });
    const secret = String(data["secret"]);
    expect(secret).not.toBe(world.secret);
    expect((await world.send(bought, { secret })).status).toBe(200);
    expect((await world.send({ ...bought, id: "rotated-2" })).status).toBe(200);
    await world.database.sql(
      "UPDATE distributor_secret SET retires_at = now() - interval '1 second' WHERE retires_at IS NOT NULL",
    );
    expect((await world.send({ ...bought, id: "rotated-3" })).status).toBe(401);
    expect((await world.send({ ...bought, id: "rotated-4" }, { secret })).status).toBe(200);
    // Neither of them lies in the database.
    const [stored] = await world.database.sql<{ found: string }>(
      "SELECT (SELECT count(*) FROM command_record WHERE answer::text LIKE '%tdsec_%') + (SELECT count(*) FROM audit_row WHERE after::text LIKE '%tdsec_%') AS found",
    );
    expect(stored?.found).toBe("0");
  });

  it("is an administrator's to change, not a reviewer's", async () => {
    const reviewer = await staff(world, "reviewer");
    const before = await everything();
    const refused = await reviewer.mutate("distributors.rotateSecret", { distributor: "appstore" });
    expect(refused.problem.code).toBe("forbidden");
    expect((await reviewer.query("distributors.list", {})).status).toBe(200);
    expect(await everything()).toEqual(before);
  });
});
