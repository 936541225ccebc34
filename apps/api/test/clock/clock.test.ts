import { Tenure } from "@tenure/sdk";
import { beforeAll, describe, expect, it } from "vitest";
import { requestAdvance } from "../../src/clock/request.ts";
import { advanceClock } from "../../src/clock/run.ts";
import { ACCOUNT_WORKS } from "../../src/clock/works/index.ts";
import { systemContext } from "../../src/command/system.ts";
import { ofAccount } from "../../src/db/database.ts";
import { newId } from "../../src/db/ids.ts";
import { AppError } from "../../src/errors/app-error.ts";
import { JOB_HANDLERS } from "../../src/jobs/handlers.ts";
import { SCHEDULED_JOBS } from "../../src/jobs/schedules.ts";
import { cancel } from "../../src/subscriptions/cancel.ts";
import { grantGift } from "../../src/wallet/grant-gift.ts";
import { type Customer, type Market, openMarket } from "../support/market.ts";
import { openAccount, signUp } from "../support/people.ts";

let market: Market;
beforeAll(async () => {
  market = await openMarket();
});

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

interface AdvanceRow {
  readonly id: string;
  readonly state: string;
  readonly steps: number;
  readonly problem: string | null;
  readonly at: Date;
  readonly to_at: Date;
}

const newestAdvance = async ({ accountId }: Customer): Promise<AdvanceRow> => {
  const [row] = await market.database.sql<AdvanceRow & Record<string, unknown>>(
    "SELECT * FROM clock_advance WHERE account_id = $1 ORDER BY id DESC LIMIT 1",
    [accountId],
  );
  if (row === undefined) throw new Error("no advance");
  return row;
};
const ask = async (customer: Customer, request: object): Promise<string> => {
  const { answer } = await market.services.runner.run(
    requestAdvance(market.services.tax),
    request,
    customer.as(),
  );
  return answer.advanceId;
};
/** Asks, and does what a worker does with the job. */
const goOn = async (customer: Customer, request: object): Promise<AdvanceRow> => {
  const advanceId = await ask(customer, request);
  await advanceClock(market.services, { advanceId }, JOB_HANDLERS);
  return newestAdvance(customer);
};
const days = (count: number) => ({ by: { count, unit: "day" } });
const gift = async (customer: Customer, amount: string, expiryDays: number): Promise<void> => {
  await market.services.runner.run(
    grantGift,
    { amount: { amount, currency: "USD" }, reason: "Thanks", expiryDays },
    systemContext("test", customer.accountId, newId()),
  );
  await market.runJobs();
};
/** Notices of an account in order: kind and whole days from `from` at which the mail server took them. */
const sentAfter = async ({ accountId }: Customer, from: Date) =>
  (
    await market.database.sql<{ kind: string; sent_at: Date | null }>(
      "SELECT kind, sent_at FROM notice WHERE account_id = $1 ORDER BY id",
      [accountId],
    )
  ).map(
    ({ kind, sent_at }) =>
      `${kind} ${sent_at === null ? "not sent" : Math.round((sent_at.getTime() - from.getTime()) / DAY)}`,
  );
const clockOf = async ({ accountId }: Customer): Promise<Date> => {
  const [row] = await market.database.sql<{ now: Date }>("SELECT tenure_now($1) AS now", [accountId]);
  if (row === undefined) throw new Error("no account");
  return row.now;
};

describe("the clock of a sandbox account", () => {
  it("R3.4: stops at every instant something is due; mails are taken at the account's own time, each once", async () => {
    const customer = await market.customer();
    await gift(customer, "5.00", 40);
    await gift(customer, "2.00", 60);
    const from = await clockOf(customer);
    const row = await goOn(customer, days(90));
    expect(row).toMatchObject({ state: "done", problem: null });
    // Warnings 14 and 3 days before day 40 and day 60, and the ends themselves: days 26, 37, 40, 46, 57, 60 and then 90.
    expect(row.steps).toBe(7);
    expect((await sentAfter(customer, from)).slice(2)).toEqual([
      "credits_expiring 26",
      "credits_expiring 37",
      "credits_expiring 46",
      "credits_expiring 57",
    ]);
    const taken = market.mail.mails.filter(({ recipients }) => recipients.includes(customer.email));
    expect(new Set(taken.map(({ parsed }) => parsed.messageId)).size).toBe(taken.length);
    const lots = await market.database.sql<{ state: string; left: string }>(
      `SELECT l.state, a.balance::text AS left FROM credit_lot l JOIN ledger_account a ON a.id = l.ledger_account_id
        WHERE l.account_id = $1`,
      [customer.accountId],
    );
    expect(lots).toEqual([
      { state: "expired", left: "0" },
      { state: "expired", left: "0" },
    ]);
    const gone = (await clockOf(customer)).getTime() - from.getTime();
    expect(Math.floor(gone / DAY)).toBe(90);
  });

  it("T2.6: a cancelled plan ends at its very instant, and the clock then goes on", {
    tags: ["deep"],
  }, async () => {
    const customer = await market.customer();
    await customer.subscribe("pro");
    await market.services.runner.run(
      cancel(market.services.tax),
      { reason: null, comment: null, confirmedEndsAt: null },
      customer.as(),
    );
    await market.runJobs();
    await goOn(customer, { by: { count: 2, unit: "month" } });
    const [ended] = await market.database.sql<{ ok: boolean }>(
      `SELECT s.state = 'ended' AND s.ended_at = t.ends_at
              AND n.sent_at BETWEEN t.ends_at AND t.ends_at + interval '1 minute' AS ok
         FROM subscription s JOIN term t ON t.subscription_id = s.id
         JOIN notice n ON n.account_id = s.account_id AND n.kind = 'subscription_ended' WHERE s.account_id = $1`,
      [customer.accountId],
    );
    expect(ended).toEqual({ ok: true });
  });

  it("goes to the next promise, and to nowhere where nothing is promised", async () => {
    const customer = await market.customer();
    await gift(customer, "5.00", 40);
    const from = await clockOf(customer);
    await goOn(customer, { toNextPromise: true });
    // The lot's end, 40 days after it was given.
    expect(Math.round(((await clockOf(customer)).getTime() - from.getTime()) / DAY)).toBe(40);
    await expect(ask(customer, { toNextPromise: true })).rejects.toMatchObject({ code: "conflict" });
  });

  it("refuses to go back, nowhere, too far, or two ways at once, and writes nothing", async () => {
    const customer = await market.customer();
    const now = await clockOf(customer);
    for (const request of [
      {},
      { to: new Date(now.getTime() - 1000).toISOString() },
      days(3 * 366 + 1),
      { ...days(1), toNextPromise: true },
    ])
      await expect(ask(customer, request)).rejects.toBeInstanceOf(AppError);
    const rows = await market.database.sql(
      "SELECT 1 FROM clock_advance WHERE account_id = $1 UNION ALL SELECT 1 FROM account WHERE id = $1 AND clock_offset_ms <> 0",
      [customer.accountId],
    );
    expect(rows).toEqual([]);
  });

  it("refuses a live account, and the database moves no live clock and none backwards", async () => {
    const customer = await market.customer();
    const { accountId } = customer;
    await goOn(customer, days(1));
    const move = (by: string) =>
      market.services.db.within(ofAccount(accountId), (tx) =>
        tx.$executeRawUnsafe(
          `UPDATE account SET clock_offset_ms = clock_offset_ms ${by} WHERE id = '${accountId}'`,
        ),
      );
    await expect(move("- 1")).rejects.toThrow(/never goes back/);
    await market.database.sql("UPDATE account SET clock_offset_ms = 0, livemode = true WHERE id = $1", [
      accountId,
    ]);
    await expect(ask(customer, days(1))).rejects.toMatchObject({ code: "conflict" });
    await expect(move("+ 1")).rejects.toThrow(/account_live_clock/);
  });

  it("three accounts go side by side, each by its own clock, and one account by one advance only", {
    tags: ["deep"],
  }, async () => {
    const three = await Promise.all([1, 2, 3].map(() => market.customer()));
    for (const [index, customer] of three.entries()) await gift(customer, "5.00", 20 + index);
    const ids = await Promise.all(three.map((customer, index) => ask(customer, days(30 * (index + 1)))));
    const [first] = three;
    if (first === undefined) throw new Error("no customer");
    await expect(ask(first, days(1))).rejects.toMatchObject({ code: "conflict" });
    // Two workers on each: whoever comes second finds it moved.
    await Promise.all(
      [...ids, ...ids].map((advanceId) => advanceClock(market.services, { advanceId }, JOB_HANDLERS)),
    );
    for (const [index, customer] of three.entries()) {
      const row = await newestAdvance(customer);
      // Two warnings, the end of the lot, the end of the way.
      expect([row.state, row.steps]).toEqual(["done", 4]);
      const ahead = (await clockOf(customer)).getTime() - Date.now();
      expect(Math.round(ahead / DAY)).toBe(30 * (index + 1));
      expect(
        (await sentAfter(customer, new Date())).filter((each) => each.startsWith("credits_expiring")),
      ).toHaveLength(2);
    }
  });

  it("a process that dies on the way costs a repetition: the next one goes on and nothing happens twice", {
    tags: ["deep"],
  }, async () => {
    const customer = await market.customer();
    await gift(customer, "5.00", 40);
    const advanceId = await ask(customer, days(60));
    let steps = 0;
    const dying = {
      ...market.services,
      probe: {
        reach: async (moment: string) => {
          if (moment !== "clock.advance:after_step") return;
          steps += 1;
          if (steps === 2) throw new Error("killed");
        },
      },
    };
    await expect(advanceClock(dying, { advanceId }, JOB_HANDLERS)).rejects.toThrow("killed");
    expect(await newestAdvance(customer)).toMatchObject({ state: "running", steps: 2 });
    await advanceClock(market.services, { advanceId }, JOB_HANDLERS);
    // Days 26, 37, 40 and 60.
    expect(await newestAdvance(customer)).toMatchObject({ state: "done", steps: 4 });
    expect(
      (await sentAfter(customer, new Date())).filter((each) => each.startsWith("credits_expiring")),
    ).toHaveLength(2);
  });

  it("tells owner, key and SDK how far it came; a member may look and not move it", async () => {
    const owner = await signUp(market, "owner");
    const accountId = await openAccount(market, owner);
    const { data: key } = await owner.mutate("partners.keys.create", {
      accountId,
      name: "clock",
      scopes: ["subscriptions:write"],
    });
    const tenure = new Tenure({ apiKey: String(key["key"]), baseUrl: market.base });
    expect(await tenure.sandbox.clock()).toMatchObject({ movable: true, advance: null });
    const asked = await tenure.sandbox.advanceClock({ by: { count: 1, unit: "month" } });
    expect(asked.advance).toMatchObject({ state: "running", steps: 0 });
    await market.runJobs();
    const arrived = await tenure.sandbox.clock();
    expect(arrived.advance).toMatchObject({ state: "done", problem: null });
    expect(arrived.now >= (asked.advance?.to ?? "")).toBe(true);
    expect((await owner.query("sandbox.clock", { accountId })).data["advance"]).toEqual(arrived.advance);

    const member = await signUp(market, "member");
    await market.database.sql("INSERT INTO member (account_id, login_id, role) VALUES ($1, $2, 'member')", [
      accountId,
      member.loginId,
    ]);
    expect((await member.query("sandbox.clock", { accountId })).status).toBe(200);
    expect((await member.mutate("sandbox.advanceClock", { accountId, ...days(1) })).problem.code).toBe(
      "forbidden",
    );
  });

  it("knows every job that runs by the clock: it is an account's work, or waits for nobody's account", () => {
    const works = ACCOUNT_WORKS.map((work) => work.job);
    expect(new Set(works).size).toBe(works.length);
    const ofNoAccount = [
      "ledger.check",
      "payments.catch_up",
      // Asks the provider of identity checks, whose clock is the world's.
      "subjects.ask",
      // Years after an account is over; by the platform's clock, whatever the account's was.
      "subjects.sweep",
      // A net for charges whose job was lost: a charge follows its purchase at once, whatever any clock says.
      "add_ons.sweep",
      // A raise is told when it is scheduled, for all accounts at once.
      "price_changes.sweep",
      // What it compares was made at the providers, by their clock.
      "reconciliations.nightly",
      // The desk's deadlines are its own, whatever an account's clock says.
      "refund_cases.remind",
      // Receivers have no sandbox clock.
      "webhook_endpoints.sweep",
      "webhook_endpoints.forget",
    ];
    // Their work is that of the job behind them.
    const netsFor: Readonly<Record<string, string>> = {
      "auto_top_up.sweep": "auto_top_up.run",
      "refunds.reconcile": "refunds.advance",
    };
    const missing = SCHEDULED_JOBS.filter(
      (job) => !ofNoAccount.includes(job) && !works.includes(netsFor[job] ?? job),
    );
    expect(missing).toEqual([]);
  });
});
