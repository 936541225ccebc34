import { beforeEach, expect, it } from "vitest";
import { checkLedger, isHealthy } from "../../../src/ledger/check.ts";
import type { Customer } from "../../support/market.ts";
import { isPaid, ordered, runAll, sessionOf, sweep, type Weather, wordsOf, type World } from "./life.ts";

/** 40.00 of either currency. */
const PAID_MINOR = 4000n;

/** The boundaries between a commit and a call of the provider, and what the answers lead to. */
export const STEPS = [
  "orders.open_checkout:before_call",
  "orders.open_checkout:after_call",
  "orders.keep_checkout:before_commit",
  "orders.keep_checkout:after_commit",
  "payments.take_notification:before_commit",
  "payments.take_notification:after_commit",
  "payments.apply_event:before_record",
  "top_ups.record_payment:before_commit",
  "top_ups.record_payment:after_commit",
  "payments.apply_event:after_record",
  "refunds.advance:before_call",
  "refunds.advance:after_call",
  "refunds.record_leg:before_commit",
  "refunds.record_leg:after_commit",
] as const;

/**
 * What the product must make of any adapter: a top-up that is paid, then a payment that its account can no longer
 * receive and that goes back whole, under every fault and with a crash at each step.
 */
export function productConformance(world: () => World): void {
  beforeEach(() => {
    world().rail.calm();
    world().dieAt(null);
  });

  it("calm: credits once, the surplus back once, everybody told once", async () => {
    expect(await live(world())).toEqual(RIGHT);
  });

  it("killed once at each step of one life: the same end", { tags: ["deep"] }, async () => {
    world().dieAt("everywhere");
    expect(await live(world())).toEqual(RIGHT);
    // Opening, taking in, recording, calling: each before and after.
    expect(world().died()).toEqual(expect.arrayContaining([...STEPS]));
  });

  it.each(Object.keys(WEATHERS))("%s: the same end", async (weather) => {
    expect(await live(world(), WEATHERS[weather])).toEqual(RIGHT);
  });

  it("everything told once more, much later, changes nothing", { tags: ["deep"] }, async () => {
    const { rail, market } = world();
    const it = await begin(world());
    await it.finish();
    expect(await it.look()).toEqual(RIGHT);
    expect(await rail.tellAgain()).toBeGreaterThan(0);
    await it.finish();
    expect(await it.look()).toEqual(RIGHT);
    expect(isHealthy(await checkLedger(market.database.db))).toBe(true);
  });

  it("R6.4: a refund that fails at the provider ends as owed to the customer, once, and a person is told", async () => {
    const { rail } = world();
    const it = await begin(world());
    rail.nextRefundWaits();
    await it.paySurplus();
    rail.finish(it.surplusPayment(), "fails");
    await it.finish();
    expect(await it.look()).toEqual({
      ...RIGHT,
      refunds: ["failed failed"],
      payouts: [],
      owedMinor: PAID_MINOR.toString(),
      alerts: ["refund_failed", "refund_owed_to_customer"],
      mails: ["payment_returned", "refund_bounced", "top_up_received"],
    });
  });
}

export const WEATHERS: Readonly<Record<string, Weather>> = {
  "the answers to the page and to the refund are lost": {
    start(rail) {
      rail.loseAnswers("open", 1);
      rail.loseAnswers("refund", 1);
    },
  },
  "nobody answers a refund, nor the look-up after it": {
    start(rail) {
      rail.refuse("refund", 1);
      rail.refuse("look", 1);
    },
  },
  "the answer is lost and the provider forgets the key": {
    start: (rail) => rail.loseAnswers("refund", 1),
    again: (rail) => rail.forgetKeys(),
  },
  "notifications come twice and overtake each other": {
    start(rail) {
      rail.disturb("duplicate", 6);
      rail.disturb("reorder", 3);
    },
  },
  "no notification comes at all": { start: (rail) => rail.disturb("drop", 50) },
  "the refund waits and then succeeds": { start: (rail) => rail.nextRefundWaits() },
};

/** How a life ended, in words. */
interface Ended {
  readonly orders: readonly string[];
  readonly lots: readonly string[];
  readonly refunds: readonly string[];
  readonly payouts: readonly string[];
  readonly owedMinor: string;
  readonly alerts: readonly string[];
  readonly mails: readonly string[];
}

/** How it must end: 40.00 of credits, the other 40.00 back, nothing open, nobody told twice. */
export const RIGHT: Ended = {
  orders: ["failed", "paid"],
  lots: ["paid 40000000000"],
  refunds: ["refunded refunded"],
  payouts: [PAID_MINOR.toString()],
  owedMinor: "0",
  alerts: [],
  mails: ["payment_returned", "refund_completed", "top_up_received"],
};

/** A life from the first order to the last word. */
export async function live(world: World, weather: Weather = {}): Promise<Ended> {
  const it = await begin(world, weather);
  await it.finish();
  return it.look();
}

/** A customer with two orders: one is paid, the other after the account was terminated. */
async function begin(world: World, weather: Weather = {}) {
  const { market, rail } = world;
  const customer = await market.customer({ currency: rail.currency });
  weather.start?.(rail);
  const kept = await ordered(world, customer);
  rail.pay(await sessionOf(market, kept));
  await runAll(world, weather);
  if (!(await isPaid(market, kept))) await sweep(world, customer, weather);
  const surplus = await ordered(world, customer);
  let paidSurplus = false;
  const paySurplus = async () => {
    if (paidSurplus) return;
    paidSurplus = true;
    await market.database.sql("UPDATE account SET state = 'terminated' WHERE id = $1", [customer.accountId]);
    rail.pay(await sessionOf(market, surplus));
    await runAll(world, weather);
  };
  const surplusPayment = () => rail.paymentOf(surplusSession);
  const surplusSession = await sessionOf(market, surplus);
  return {
    paySurplus,
    surplusPayment,
    async finish() {
      await paySurplus();
      await sweep(world, customer, weather);
      if (rail.payouts(surplusPayment()).length > 0) rail.finish(surplusPayment(), "succeeds");
      await sweep(world, customer, weather);
    },
    look: () => look(world, customer, surplusPayment()),
  };
}

async function look({ market, rail }: World, customer: Customer, paymentId: string): Promise<Ended> {
  const words = (sql: string) => wordsOf(market, customer, sql);
  const [owed] = await market.database.sql<{ minor: string }>(
    `SELECT coalesce(-sum(p.amount), 0)::numeric::bigint / 10000000 AS minor
       FROM ledger_posting p JOIN ledger_account a ON a.id = p.ledger_account_id
      WHERE a.account_id = $1 AND a.code = 'customer.owed'`,
    [customer.accountId],
  );
  return {
    orders: await words(`SELECT state AS word FROM "order" WHERE account_id = $1`),
    lots: await words(`SELECT kind || ' ' || granted_nanos AS word FROM credit_lot WHERE account_id = $1`),
    refunds: await words(
      "SELECT r.state || ' ' || l.state AS word FROM refund r JOIN refund_leg l ON l.refund_id = r.id WHERE r.account_id = $1",
    ),
    payouts: rail.payouts(paymentId).map(String),
    owedMinor: String(owed?.minor ?? "0"),
    alerts: await words(
      "SELECT kind AS word FROM operator_alert WHERE account_id = $1 AND resolved_at IS NULL",
    ),
    mails: await words("SELECT kind AS word FROM notice WHERE account_id = $1"),
  };
}
