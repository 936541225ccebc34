import { expect } from "vitest";
import { checkLedger, isHealthy } from "../../src/ledger/check.ts";
import { previewToken, submitWith } from "../refunds/door.ts";
import { caseOf } from "../refunds/refund-case.ts";
import { createAntom } from "../support/antom.ts";
import { type Customer, type Market, openMarket } from "../support/market.ts";
import { orderTopUp } from "../top-ups/till.ts";
import { type Chance, chanceOf } from "./random.ts";
import { notify } from "./signed.ts";

/** What really happens at the provider, whoever hears of it when. */
const STORIES = [
  "wallet_arrives",
  "bounces",
  "wallet_fails",
  "arrives",
  "fails",
  "disputed",
  "lost",
  "won_late",
  "credits_won",
  "credits_lost",
] as const;
/** Of these, the payments that a bank disputes; the others are refunded. */
const DISPUTED: ReadonlySet<string> = new Set([
  "disputed",
  "lost",
  "won_late",
  "credits_won",
  "credits_lost",
]);
/** Of these, the ones that the bank gives to whoever paid, at first or for good. */
const LOST: ReadonlySet<string> = new Set(["lost", "won_late", "credits_lost"]);
type Story = (typeof STORIES)[number];
/** Paid by Alipay, at Antom. */
const byWallet = (story: Story): boolean => story.startsWith("wallet");

interface Run {
  readonly story: Story;
  readonly cents: number;
  readonly customer: Customer;
  readonly orderId: string;
  /** The payment page's id; at Antom the payment's. */
  readonly sessionId: string;
  refundId: string | null;
}

/** How notifications travel: told what is new, delivers some of it. */
interface Postman {
  deliver(market: Market): Promise<void>;
  /** Nothing more will come after this, but what reconciliation finds. */
  last(market: Market): Promise<void>;
}

/** Something that a provider has to say, and how it says it. */
type Word = () => Promise<void>;

/** What both providers have said so far, each in its order. */
function words(market: Market): (seen: { stripe: number; antom: number }) => Word[] {
  const antom = antomOf(market);
  return (seen) => {
    const events = market.stripe.control.events().slice(seen.stripe);
    const told = antom.control.notifications().slice(seen.antom);
    seen.stripe += events.length;
    seen.antom += told.length;
    return [
      ...events.map((event) => async () => expect(await notify(market, event)).toBe(200)),
      ...told.map(({ id }) => async () => {
        await antom.control.resend(id);
        const after = antom.control.notifications().find((each) => each.id === id);
        expect(after?.state).toBe("acknowledged");
      }),
    ];
  };
}

function antomOf({ antom }: Market): NonNullable<Market["antom"]> {
  if (antom === null) throw new Error("the market has no Antom");
  return antom;
}

/** Every notification once, at once and in order. */
function calmPostman(): Postman {
  const seen = { stripe: 0, antom: 0 };
  const deliver = async (market: Market) => {
    for (const say of words(market)(seen)) await say();
    expect(await market.runJobs()).toEqual([]);
  };
  return { deliver, last: deliver };
}

/** One to five copies each, in any order, some much later, one in ten never; jobs in any order too. */
function roughPostman(chance: Chance): Postman {
  const seen = { stripe: 0, antom: 0 };
  let held: { say: Word; copies: number }[] = [];
  const deliver = async (market: Market, share: number) => {
    for (const say of words(market)(seen)) {
      const lost = chance.fraction() < 0.1;
      held.push({ say, copies: lost ? 0 : 1 + chance.below(5) });
    }
    const going = held.flatMap((each) =>
      Array.from({ length: each.copies }, () => each).filter(() => chance.fraction() < share),
    );
    for (const each of chance.shuffled(going)) {
      each.copies -= 1;
      await each.say();
      if (chance.fraction() < 0.5) await runShuffled(market, chance);
    }
    held = held.filter((each) => each.copies > 0);
    await runShuffled(market, chance);
  };
  return { deliver: (market) => deliver(market, 0.35), last: (market) => deliver(market, 1) };
}

async function runShuffled(market: Market, chance: Chance): Promise<void> {
  market.jobs.splice(0, market.jobs.length, ...chance.shuffled(market.jobs));
  expect(await market.runJobs()).toEqual([]);
}

/** A market whose providers tell nobody anything: what is delivered is up to the postman. */
async function silentMarket(): Promise<Market> {
  const market = await openMarket({ antom: createAntom() });
  const antom = antomOf(market);
  antom.setNotifyOrigin(market.base);
  antom.control.addEventFault({ type: "*", action: "drop", count: Number.MAX_SAFE_INTEGER });
  market.stripe.control.addEventFault({ type: "*", action: "drop", count: Number.MAX_SAFE_INTEGER });
  return market;
}

/** Lets customers live through their stories side by side. @returns every one's end, in words */
async function play(
  market: Market,
  stories: readonly { readonly story: Story; readonly cents: number }[],
  postman: Postman,
): Promise<string[]> {
  const { control } = market.stripe;
  const runs: Run[] = [];
  for (const { story, cents } of stories) {
    const customer = await market.customer(byWallet(story) ? { currency: "CNY" } : {});
    const { orderId, sessionId } = byWallet(story)
      ? await orderTopUp(market, customer, "40.00", "CNY", "alipay")
      : story.startsWith("credits")
        ? await orderTopUp(market, customer, "20.00")
        : await customer.order();
    // A card whose refunds wait for the bank's word.
    if (byWallet(story)) antomOf(market).control.pay(sessionId);
    else control.payCheckout(sessionId, "4000000000007726");
    runs.push({ story, cents, customer, orderId, sessionId, refundId: null });
  }
  await postman.deliver(market);
  // Whoever's payment was not heard of yet is found by what could not be delivered, or, of a wallet, by asking for it.
  for (const run of runs) if (byWallet(run.story)) await run.customer.later(6 * 60_000);
  await reconcile(market);
  for (const run of runs) {
    // What the model costs is in dollars, and a wallet of yuan does not pay in them.
    if (run.cents > 0 && !byWallet(run.story)) await run.customer.use(run.cents);
    if (DISPUTED.has(run.story)) continue;
    const context = run.customer.as();
    const token = await previewToken(market.services, context, run.orderId);
    const bought = byWallet(run.story) ? "top_up" : "subscription";
    run.refundId = await submitWith(market.services, context, run.orderId, token, bought);
  }
  await postman.deliver(market);
  expect(await market.runJobs()).toEqual([]);
  const atStripe = (run: Run) =>
    control.refunds().find((each) => each.metadata?.["refundId"] === run.refundId)?.id ?? "none";
  const atAntom = (run: Run) =>
    antomOf(market)
      .control.refunds()
      .find((each) => each.paymentId === run.sessionId)?.id ?? "none";
  for (const run of runs) {
    if (run.story === "wallet_arrives") antomOf(market).control.settleRefund(atAntom(run));
    else if (run.story === "wallet_fails") antomOf(market).control.failRefund(atAntom(run));
    else if (run.story === "fails") control.failRefund(atStripe(run), "declined");
    else if (!DISPUTED.has(run.story)) control.settleRefund(atStripe(run));
    else {
      const charge = control.charges().find((each) => each.metadata["orderId"] === run.orderId);
      control.openDispute(charge?.id ?? "none");
    }
  }
  const disputeOf = (run: Run) => {
    const charge = control.charges().find((each) => each.metadata["orderId"] === run.orderId);
    return control.disputes().find((each) => each.charge === charge?.id)?.id ?? "none";
  };
  await postman.deliver(market);
  // A bounce is one of a refund that was reported paid: money that never left cannot come back.
  await reconcile(market);
  for (const run of runs) {
    if (run.story === "bounces") control.failRefund(atStripe(run), "expired_or_canceled_card");
    if (!DISPUTED.has(run.story)) continue;
    if (LOST.has(run.story)) control.loseDispute(disputeOf(run));
    else control.winDispute(disputeOf(run));
  }
  await postman.deliver(market);
  await reconcile(market);
  for (const run of runs) if (run.story === "won_late") control.winDispute(disputeOf(run));
  await postman.deliver(market);
  await postman.last(market);
  await reconcile(market);
  return Promise.all(runs.map((run) => endOf(market, run)));
}

async function reconcile(market: Market): Promise<void> {
  market.jobs.push({ name: "payments.catch_up", payload: {} }, { name: "refunds.reconcile", payload: {} });
  expect(await market.runJobs()).toEqual([]);
}

/** Everything that must not depend on how the news travelled. */
async function endOf(market: Market, run: Run): Promise<string> {
  const { sql } = market.database;
  const { accountId } = run.customer;
  const refund =
    run.refundId === null ? null : await caseOf(market, run.customer, run.orderId, run.refundId).look();
  const [row] = await sql<Record<string, unknown>>(
    `SELECT (SELECT state FROM "order" WHERE id = $2) AS "order",
            (SELECT string_agg(state, ',') FROM subscription WHERE account_id = $1) AS subscription,
            (SELECT string_agg(purpose || ' ' || dispute_state, ',') FROM payment WHERE account_id = $1) AS payments,
            (SELECT string_agg(concat_ws(' ', state, withdrawn_nanos, frozen_nanos, taken_nanos, debt_nanos), ',')
               FROM payment_dispute WHERE account_id = $1) AS disputes,
            (SELECT string_agg(kind, ',' ORDER BY kind) FROM notice WHERE account_id = $1) AS notices,
            (SELECT string_agg(kind, ',' ORDER BY kind) FROM operator_alert WHERE account_id = $1) AS alerts,
            (SELECT string_agg(code || ' ' || balance, ',' ORDER BY code) FROM ledger_account
              WHERE account_id = $1 AND balance <> 0) AS balances,
            (SELECT string_agg(kind, ',' ORDER BY kind) FROM ledger_journal WHERE account_id = $1) AS journals`,
    [accountId, run.orderId],
  );
  return JSON.stringify({ story: run.story, cents: run.cents, ...row, refund });
}

/** A batch of customers, every story with a seeded amount used. */
const storiesOf = (chance: Chance, customers: number) =>
  Array.from({ length: customers }, (_, number) => ({
    story: STORIES[number % STORIES.length] ?? "arrives",
    cents: chance.below(1500),
  }));

/** Plays the same stories in calm and in rough weather, and expects the same ends. @returns how many were compared */
export async function converges(seed: number, customers: number): Promise<number> {
  const stories = storiesOf(chanceOf(seed), customers);
  const calm = await silentMarket();
  const rough = await silentMarket();
  const expected = await play(calm, stories, calmPostman());
  const seen = await play(rough, stories, roughPostman(chanceOf(seed + 1)));
  expect(seen, `seed ${seed}`).toEqual(expected);
  for (const market of [calm, rough]) {
    const report = await checkLedger(market.services.db);
    expect(isHealthy(report), `seed ${seed}: ${JSON.stringify(report)}`).toBe(true);
  }
  return seen.length;
}
