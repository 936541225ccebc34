import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import { newId } from "../../src/db/ids.ts";
import { checkLedger, isHealthy } from "../../src/ledger/check.ts";
import { applyPaymentOf } from "../../src/payments/apply-payment.ts";
import type { LiveMarket } from "../support/live-market.ts";
import type { Customer } from "../support/market.ts";
import { until } from "../support/until.ts";
import { orderTopUp } from "../top-ups/till.ts";
import { type Bought, previewToken } from "./door.ts";
import { type Answer, ProductProcess } from "./killable.ts";
import { refundsAtStripe } from "./lives.ts";

/** Two processes of the product that race; their workers start when the race is over. */
export interface Arena {
  readonly market: LiveMarket;
  readonly processes: readonly [ProductProcess, ProductProcess];
  close(): Promise<void>;
}

/** Boots both processes. */
export async function openArena(market: LiveMarket): Promise<Arena> {
  const settings = {
    databaseUrl: market.database.url,
    stripeUrl: market.stripe.url,
    smtpUrl: market.mail.url,
  };
  const [first, second] = await Promise.all([ProductProcess.boot(settings), ProductProcess.boot(settings)]);
  return {
    market,
    processes: [first, second],
    close: async () => {
      await Promise.all([first.end(), second.end()]);
    },
  };
}

/** A customer whose order is paid: Pro by the month, or credits. Either costs $20.00. */
async function paidOrder({ services, stripe, ...market }: LiveMarket, bought: Bought) {
  const customer = await market.customer();
  const { orderId, sessionId } =
    bought === "top_up"
      ? await orderTopUp({ services, database: market.database }, customer, "20.00")
      : await customer.order("pro");
  stripe.control.payCheckout(sessionId);
  const intent = stripe.control.checkoutSession(sessionId).payment_intent;
  if (typeof intent !== "string") throw new Error("the checkout has no payment yet");
  await applyPaymentOf(services, intent);
  return { customer, orderId };
}

const isDone = (answer: Answer): answer is Extract<Answer, { kind: "done" }> => answer.kind === "done";

/**
 * Many submits of one order at once from both processes: half under one key, the others each under their own. One is
 * granted; every answer that is not a refusal names it; and one key has one answer.
 * @returns the refund's id
 */
async function submitRace({ market, processes }: Arena, submits: number, bought: Bought): Promise<Race> {
  const { customer, orderId } = await paidOrder(market, bought);
  const token = await previewToken(market.services, customer.as(), orderId);
  const shared = newId();
  const asked = Array.from({ length: submits }, (_, number) => {
    const key = number % 4 < 2 ? shared : newId();
    const process = processes[number % 2 === 0 ? 0 : 1];
    return { key, answer: process.ask({ do: "submit", context: customer.as(key), orderId, token, bought }) };
  });
  const answers = await Promise.all(asked.map(async ({ key, answer }) => ({ key, answer: await answer })));
  const granted = new Set(answers.flatMap(({ answer }) => (isDone(answer) ? [answer.answer] : [])));
  expect([...granted]).toHaveLength(1);
  const words = (answer: Answer) => (answer.kind === "failed" ? answer.error.split(":")[0] : answer.kind);
  expect(
    answers.map(({ answer }) => words(answer)).filter((each) => each !== "done" && each !== "RefusedError"),
  ).toEqual([]);
  const underOneKey = answers.filter(({ key }) => key === shared).map(({ answer }) => words(answer));
  expect(new Set(underOneKey).size).toBe(1);
  const rows = await market.database.sql("SELECT id FROM refund WHERE order_id = $1", [orderId]);
  expect(rows.map((row) => row["id"])).toEqual([...granted]);
  return { customer, orderId, refundId: [...granted][0] ?? "" };
}

/** A race that is run, with the refund that came of it. */
interface Race {
  readonly customer: Customer;
  readonly orderId: string;
  readonly refundId: string;
}

/** Orders whose submits race at the same time. */
const WAVE = 4;

/** Submits race on every order, then both processes carry each refund on at once, twice each: one refund each. */
export async function raceSubmits(
  arena: Arena,
  orders: number,
  submits: number,
  bought: Bought = "subscription",
): Promise<void> {
  const { market, processes } = arena;
  const races: Race[] = [];
  while (races.length < orders) {
    const wave = Math.min(WAVE, orders - races.length);
    races.push(
      ...(await Promise.all(Array.from({ length: wave }, () => submitRace(arena, submits, bought)))),
    );
  }
  for (const { refundId } of races) {
    const answers = await Promise.all(
      [...processes, ...processes].map((process) => process.ask({ do: "advance", refundId })),
    );
    // One that met the other at the provider does not know, and would come back; none is refused, none dies.
    for (const answer of answers)
      if (answer.kind === "failed") expect(answer.error).toMatch(/^ProviderUnknown/);
      else expect(answer.kind).toBe("done");
  }
  await finish(arena, races);
  // $20.00, nothing used, less 5 %: 19.00.
  for (const { orderId } of races)
    expect(refundsAtStripe(market, orderId).map((each) => [each.amount, each.status])).toEqual([
      [1900, "succeeded"],
    ]);
}

/** Usage arrives while the refund is submitted: each cent counts either in the refund or against the customer, once. */
export async function raceUsage(arena: Arena, cents: number, bought: Bought = "subscription"): Promise<void> {
  const { market, processes } = arena;
  const { customer, orderId } = await paidOrder(market, bought);
  const submitted = (async () => {
    for (let attempt = 0; ; attempt += 1) {
      const token = await previewToken(market.services, customer.as(), orderId);
      const answer = await processes[attempt % 2 === 0 ? 0 : 1].ask({
        do: "submit",
        context: customer.as(),
        orderId,
        token,
        bought,
      });
      if (answer.kind === "done") return answer.answer;
      // What was shown is no longer so: the dialog shows the new amount and asks again.
      if (answer.kind !== "failed" || answer.code !== "preview_outdated" || attempt > 200)
        throw new Error(JSON.stringify(answer));
    }
  })();
  const used = (async () => {
    for (let cent = 0; cent < cents; cent += 1) await customer.use(1);
  })();
  const [refundId] = await Promise.all([submitted, used]);
  await finish(arena, [{ customer, orderId, refundId }]);
  const [row] = await market.database.sql<{ gross: string; used: string; debt: string }>(
    `SELECT r.gross_nanos::text AS gross, coalesce(t.used_nanos, c.used)::text AS used,
            (SELECT coalesce(sum(balance), 0)::text FROM ledger_account WHERE account_id = r.account_id AND code = 'wallet.debt') AS debt
       FROM refund r LEFT JOIN term t ON t.order_id = r.order_id
       LEFT JOIN LATERAL (SELECT sum(p.amount) AS used FROM ledger_posting p
              JOIN ledger_account a ON a.id = p.ledger_account_id JOIN ledger_journal j ON j.id = p.journal_id
              JOIN credit_lot l ON l.ledger_account_id = a.id
             WHERE l.order_id = r.order_id AND j.kind = 'usage.burned') c ON true
      WHERE r.id = $1`,
    [refundId],
  );
  const cent = 10_000_000n;
  const counted = BigInt(row?.used ?? -1);
  expect(counted + BigInt(row?.debt ?? -1)).toBe(BigInt(cents) * cent);
  expect(BigInt(row?.gross ?? -1)).toBe(2000n * cent - counted);
  // Down to the cent: (2000 − counted) × 95 %.
  expect(refundsAtStripe(market, orderId).map((each) => each.amount)).toEqual([
    Number(((2000n - counted / cent) * 95n) / 100n),
  ]);
}

/** The customer changes their mind, several times at once, while the last request in flight ends: all or nothing. */
export async function raceCancel(arena: Arena, number: number): Promise<"canceled" | "refunded"> {
  const { market, processes } = arena;
  const { customer, orderId } = await paidOrder(market, "subscription");
  const holdId = await customer.hold(100);
  const token = await previewToken(market.services, customer.as(), orderId);
  const submitted = await processes[0].ask({ do: "submit", context: customer.as(), orderId, token });
  if (submitted.kind !== "done") throw new Error(JSON.stringify(submitted));
  const refundId = submitted.answer;
  const { actor, accountId } = customer.as();
  await market.services.usage.release({ accountId: accountId ?? "", actor, checkKey: false }, { holdId });
  const cancel = (process: ProductProcess) => process.ask({ do: "cancel", context: customer.as(), refundId });
  const advance = (process: ProductProcess) => process.ask({ do: "advance", refundId });
  const [first, second] = number % 2 === 0 ? processes : [processes[1], processes[0]];
  // The worker needs some statements before it calls: the cancellation comes a little later each time.
  const after = async (process: ProductProcess) => {
    await sleep((number % 10) * 30);
    return cancel(process);
  };
  const answers = await Promise.all([advance(first), after(second), after(first), advance(second)]);
  for (const answer of answers)
    if (answer.kind === "failed")
      expect(answer.error).toMatch(/^(ProviderUnknown|AppError: The payment provider)/);
  await finish(arena, [{ customer, orderId, refundId }], ["canceled", "refunded"]);
  const [row] = await market.database.sql<{ refund: string; subscription: string }>(
    `SELECT r.state AS refund, s.state AS subscription FROM refund r JOIN subscription s ON s.account_id = r.account_id
      WHERE r.id = $1`,
    [refundId],
  );
  const atStripe = refundsAtStripe(market, orderId).map((each) => each.amount);
  if (row?.refund === "canceled") {
    expect([row.subscription, atStripe]).toEqual(["active", []]);
    return "canceled";
  }
  expect([row?.refund, row?.subscription, atStripe]).toEqual(["refunded", "ended", [1900]]);
  return "refunded";
}

let working: Arena | null = null;

/** Starts the workers of both processes, once, and waits until the refunds came to their end. */
async function finish(
  arena: Arena,
  races: readonly Race[],
  ends: readonly string[] = ["refunded"],
): Promise<void> {
  if (working !== arena) for (const process of arena.processes) process.start(null);
  working = arena;
  const ids = races.map((race) => race.refundId);
  await until(
    "every refund came to its end",
    async () => {
      const open = await arena.market.database.sql(
        "SELECT 1 FROM refund WHERE id = ANY($1::uuid[]) AND NOT state = ANY($2) LIMIT 1",
        [ids, ends],
      );
      return open.length === 0;
    },
    120_000,
    150,
  );
  const report = await checkLedger(arena.market.database.db);
  expect(isHealthy(report), JSON.stringify(report)).toBe(true);
}
