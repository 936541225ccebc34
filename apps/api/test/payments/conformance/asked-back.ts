import { beforeEach, expect, it } from "vitest";
import { checkLedger, isHealthy } from "../../../src/ledger/check.ts";
import { previewToken, submitWith } from "../../refunds/door.ts";
import {
  insisted,
  isPaid,
  ordered,
  runAll,
  sessionOf,
  sweep,
  type Weather,
  wordsOf,
  type World,
} from "./life.ts";
import { WEATHERS } from "./product-kit.ts";

/** The boundaries of a refund that a customer asks for, from the button to the money. */
export const REFUND_STEPS = [
  "refunds.submit_top_up:before_commit",
  "refunds.submit_top_up:after_commit",
  "refunds.settle_top_up:before_commit",
  "refunds.settle_top_up:after_commit",
  "refunds.advance:before_call",
  "refunds.advance:after_call",
  "refunds.record_leg:before_commit",
  "refunds.record_leg:after_commit",
] as const;

/**
 * What the product must make of any adapter when a customer asks for a top-up back (R1.2, R3.3, R3.6, R6.4): credits of
 * 40.00 of which 2.00 are used, and a request in flight that was promised 1.00 and uses it after the submit.
 */
export function refundConformance(world: () => World): void {
  beforeEach(() => {
    world().rail.calm();
    world().dieAt(null);
  });

  it("R3.3, R3.6: killed once at each step from submit to payout: one refund of 35.15, told once", async () => {
    expect(await askBack(world(), {}, REFUND_STEPS)).toEqual(RIGHT_BACK);
    expect(world().died()).toEqual(expect.arrayContaining([...REFUND_STEPS]));
    expect(isHealthy(await checkLedger(world().market.database.db))).toBe(true);
  });

  // Every weather, with a death at each step, is in the deep run.
  it("R3.3, R3.6, the answer is lost and the provider forgets the key: one refund of 35.15, told once", {
    tags: ["deep"],
  }, async () => {
    const weather = WEATHERS["the answer is lost and the provider forgets the key"];
    expect(weather).toBeDefined();
    expect(await askBack(world(), weather)).toEqual(RIGHT_BACK);
  });

  it("R6.4: a refund that fails at the provider, its process killed at each step: the credits are back, told once", {
    tags: ["deep"],
  }, async () => {
    expect(
      await askBack(world(), { start: (rail) => rail.nextRefundWaits() }, REFUND_STEPS, "fails"),
    ).toEqual({
      ...RIGHT_BACK,
      // 40.00 − 2.00 used; the debt of 1.00 is paid from it with the next request.
      lots: ["paid open 3800"],
      refunds: ["failed failed"],
      payouts: [],
      alerts: ["refund_failed"],
      mails: ["refund_failed", "refund_submitted", "top_up_received"],
    });
    expect(isHealthy(await checkLedger(world().market.database.db))).toBe(true);
  });
}

/** How it must end: 40.00 − 2.00 − 1.00 = 37.00; fee 5 % = 1.85; 35.15 go out, and the 1.00 that was used stays. */
export const RIGHT_BACK = {
  lots: ["paid open 100"],
  debt: ["100"],
  refunds: ["refunded refunded"],
  payouts: ["3515"],
  alerts: [] as string[],
  mails: ["refund_completed", "refund_submitted", "top_up_received"],
};

/**
 * Buys, uses, asks for the rest back.
 * @param death where processes die, from the submit on
 * @returns how it ended, in words; amounts in minor units
 */
export async function askBack(
  world: World,
  weather: Weather = {},
  death: readonly string[] | null = null,
  outcome: "succeeds" | "fails" = "succeeds",
): Promise<typeof RIGHT_BACK> {
  const { market, rail } = world;
  const customer = await market.customer({ currency: rail.currency });
  const orderId = await ordered(world, customer);
  rail.pay(await sessionOf(market, orderId));
  await runAll(world, weather);
  if (!(await isPaid(market, orderId))) await sweep(world, customer, weather);
  await customer.use(200);
  const held = await customer.hold(100);
  weather.start?.(rail);
  world.dieAt(death);
  // The dialog keeps the preview that it showed: a repeated request is the same request.
  const token = await previewToken(market.services, customer.as(), orderId);
  const refundId = await insisted(customer, (again) =>
    submitWith(market.services, again.as(), orderId, token, "top_up"),
  );
  await runAll(world, weather);
  await customer.settle(held, 100);
  market.jobs.push({ name: "refunds.advance", payload: { refundId } });
  await runAll(world, weather);
  await sweep(world, customer, weather);
  const paymentId = rail.paymentOf(await sessionOf(market, orderId));
  rail.finish(paymentId, outcome);
  await sweep(world, customer, weather);
  const words = (sql: string) => wordsOf(market, customer, sql);
  return {
    lots: await words(
      `SELECT l.kind || ' ' || l.state || ' ' || (a.balance / 10000000)::bigint AS word
         FROM credit_lot l JOIN ledger_account a ON a.id = l.ledger_account_id WHERE l.account_id = $1`,
    ),
    debt: await words(
      `SELECT (balance / 10000000)::bigint::text AS word FROM ledger_account
        WHERE account_id = $1 AND code = 'wallet.debt' AND balance <> 0`,
    ),
    refunds: await words(
      "SELECT r.state || ' ' || l.state AS word FROM refund r JOIN refund_leg l ON l.refund_id = r.id WHERE r.account_id = $1",
    ),
    payouts: rail.payouts(paymentId).map(String),
    alerts: await words(
      "SELECT kind AS word FROM operator_alert WHERE account_id = $1 AND resolved_at IS NULL",
    ),
    mails: await words("SELECT kind AS word FROM notice WHERE account_id = $1"),
  };
}
