import { beforeAll, describe, expect, it } from "vitest";
import { requestAdvance } from "../../src/clock/request.ts";
import { advanceClock } from "../../src/clock/run.ts";
import { JOB_HANDLERS } from "../../src/jobs/handlers.ts";
import { openWorld, type Subscriber, type World } from "../renewals/world.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});

const goOn = async (customer: Subscriber, to: string): Promise<void> => {
  const { answer } = await world.services.runner.run(
    requestAdvance(world.services.tax),
    { to },
    customer.as(),
  );
  await advanceClock(world.services, { advanceId: answer.advanceId }, JOB_HANDLERS);
  const [row] = await world.database.sql<{ state: string; problem: string | null }>(
    "SELECT state, problem FROM clock_advance WHERE id = $1",
    [answer.advanceId],
  );
  expect(row).toEqual({ state: "done", problem: null });
};
/** How long after the beginning of each term its order was paid, and how its receipt was taken; seconds, the longest. */
const latest = async ({ accountId }: Subscriber) => {
  const [row] = await world.database.sql<{ paid: number; mailed: number; unsent: number }>(
    `SELECT max(extract(epoch FROM o.paid_at - t.starts_at))::float AS paid,
            (SELECT count(*)::int FROM notice WHERE account_id = $1 AND state <> 'sent') AS unsent,
            (SELECT max(extract(epoch FROM n.sent_at - n.created_at))::float FROM notice n WHERE n.account_id = $1) AS mailed
       FROM term t JOIN "order" o ON o.id = t.order_id WHERE t.account_id = $1 AND t.number > 1`,
    [accountId],
  );
  return row;
};

describe("a year in one call", () => {
  it("T2.2, T2.3: a monthly plan of the 31st renews twelve times, each charged once at its own instant", {
    tags: ["deep"],
  }, async () => {
    const customer = await world.subscriber({ boughtAt: "2027-01-31T10:30:00.000Z" });
    await goOn(customer, "2028-01-31T12:00:00.000Z");
    // The last day of short months, and back to the 31st (T2.3): twelve renewals after the first term.
    expect(await customer.terms()).toEqual(
      [
        ["2027-01-31", "2027-02-28"],
        ["2027-02-28", "2027-03-31"],
        ["2027-03-31", "2027-04-30"],
        ["2027-04-30", "2027-05-31"],
        ["2027-05-31", "2027-06-30"],
        ["2027-06-30", "2027-07-31"],
        ["2027-07-31", "2027-08-31"],
        ["2027-08-31", "2027-09-30"],
        ["2027-09-30", "2027-10-31"],
        ["2027-10-31", "2027-11-30"],
        ["2027-11-30", "2027-12-31"],
        ["2027-12-31", "2028-01-31"],
        ["2028-01-31", "2028-02-29"],
      ].map(([from, to], index) => `${index + 1}: ${from}T10:30:00.000Z – ${to}T10:30:00.000Z`),
    );
    // 13 × $20.00 = $260.00.
    expect(await customer.captured()).toBe(26_000);
    expect(await customer.attempts()).toEqual(Array.from({ length: 12 }, () => "off_session succeeded"));
    // Within the first minute of each term, and each mail within a minute of its own instant.
    const late = await latest(customer);
    expect(late?.unsent).toBe(0);
    expect(late?.paid).toBeLessThan(60);
    expect(late?.mailed).toBeLessThan(60);
  });

  it("T2.2: a yearly plan renews once, a process that dies between charge and record charges nothing twice", {
    tags: ["deep"],
  }, async () => {
    const customer = await world.subscriber({ boughtAt: "2027-03-01T08:00:00.000Z", interval: "year" });
    const [price] = await world.database.sql<{ cents: number }>(
      `SELECT (amount_nanos / 10000000)::int AS cents FROM plan_price WHERE plan_id = 'pro' AND "interval" = 'year' AND currency = 'USD'`,
    );
    world.dieAt("renewals.advance:after_call");
    await goOn(customer, "2028-03-01T09:00:00.000Z");
    expect(await customer.terms()).toEqual([
      "1: 2027-03-01T08:00:00.000Z – 2028-03-01T08:00:00.000Z",
      "2: 2028-03-01T08:00:00.000Z – 2029-03-01T08:00:00.000Z",
    ]);
    // The year that was bought and the one that followed.
    expect(await customer.captured()).toBe(2 * (price?.cents ?? 0));
  });

  it("T2.2: a card that is refused leads through every retry and mail to Free, in account time", {
    tags: ["deep"],
  }, async () => {
    const customer = await world.subscriber({ boughtAt: "2027-04-10T09:00:00.000Z" });
    // Declined for lack of funds, at every try.
    await customer.cardIs("4000000000009995");
    await goOn(customer, "2027-07-10T09:00:00.000Z");
    expect(await customer.state()).toBe("ended");
    expect(await customer.terms()).toHaveLength(1);
    // $20.00: only what was bought.
    expect(await customer.captured()).toBe(2000);
    const attempts = await customer.attempts();
    expect(attempts.length).toBeGreaterThan(1);
    expect(attempts.every((each) => each.startsWith("off_session failed soft"))).toBe(true);
    const [lapsed] = await world.database.sql<{ days: number }>(
      `SELECT round(extract(epoch FROM settled_at - past_due_since) / 86400)::int AS days FROM renewal WHERE account_id = $1`,
      [customer.accountId],
    );
    // The policy's grace: 7 days after the first failure.
    expect(lapsed).toEqual({ days: 7 });
  });
});
