import { expect } from "vitest";
import { newId } from "../../src/db/ids.ts";
import type { Customer } from "../support/market.ts";
import type { LiveMarket } from "../support/live-market.ts";
import { until } from "../support/until.ts";
import { previewToken } from "./door.ts";
import type { Front } from "./killable.ts";

/**
 * What one customer does from purchase to refund, as a browser would: every request is repeated under its key until
 * it is answered. `fails`: the bank turns the refund down. `twice`: pays in two tabs. `changes_mind`: cancels it.
 * `credits`: buys credits instead of a plan, and asks for them back while a request is in flight. `wallet`: buys them with
 * Alipay, which Antom sees to.
 */
export type LifeKind = "refunded" | "fails" | "twice" | "changes_mind" | "credits" | "wallet";

/** A life that ran to its end, to be looked at when everything is quiet. */
export interface Life {
  readonly kind: LifeKind;
  readonly customer: Customer;
  readonly orderIds: readonly string[];
  readonly refundId: string | null;
}

/** Longest wait for one step: a killed process's jobs run again after some eleven seconds, perhaps several times. */
const STEP_MS = 180_000;
/** Dozens of lives look at once; more often would only keep the database from its work. */
const LOOK_MS = 150;
/** Antom waits two minutes before it says something again; here nobody has to wait for that. */
const ANTOM_RESENDS_MS = 4_000;

/** Lives one life against whatever process works now. */
export async function live(market: LiveMarket, front: Front, kind: LifeKind): Promise<Life> {
  const customer = await market.customer(kind === "wallet" ? { currency: "CNY" } : {});
  const credits = kind === "credits" || kind === "wallet";
  const { sql } = market.database;
  const buy = async () => {
    const context = customer.as(newId());
    const { loginId } = customer;
    const bought = await front.ask(
      credits
        ? { do: "buy_credits", context, loginId, by: kind === "wallet" ? "alipay" : "card" }
        : { do: "buy", context, planPriceId: market.proPriceId, loginId },
    );
    if (bought.kind === "failed") throw new Error(bought.error);
    const [order] = await sql<{ session: string }>(
      `SELECT provider_session_id AS session FROM "order" WHERE id = $1`,
      [bought.answer],
    );
    return { orderId: bought.answer, session: order?.session ?? "" };
  };
  let resentAt = Date.now();
  const seen = async (what: string, query: string, id: string) => {
    const look = async () => {
      if (kind === "wallet" && Date.now() - resentAt > ANTOM_RESENDS_MS) {
        resentAt = Date.now();
        await market.antom?.control.deliverPending();
      }
      return (await sql(query, [id])).length > 0;
    };
    return until(`${kind}: ${what}`, look, STEP_MS, LOOK_MS);
  };

  const first = await buy();
  if (kind === "twice") {
    const second = await buy();
    market.stripe.control.payCheckout(first.session);
    market.stripe.control.payCheckout(second.session);
    await seen(
      "the second payment is on its way back",
      `SELECT 1 FROM refund WHERE account_id = $1 AND kind = 'surplus' AND state = 'refunded'`,
      customer.accountId,
    );
    return { kind, customer, orderIds: [first.orderId, second.orderId], refundId: null };
  }
  if (kind === "wallet") market.antom?.control.pay(first.session);
  // A card whose refunds stay pending until the bank says something.
  else market.stripe.control.payCheckout(first.session, kind === "fails" ? "4000000000007726" : undefined);
  await seen(
    "what was bought is there",
    `SELECT 1 FROM ${credits ? "credit_lot" : "term"} WHERE order_id = $1`,
    first.orderId,
  );
  const held = kind === "changes_mind" || kind === "credits" ? await customer.hold(100) : null;
  const context = customer.as(newId());
  // The dialog keeps the preview that it showed: a repeated request is the same request.
  const token = await previewToken(market.services, context, first.orderId);
  const submitted = await front.ask({
    do: "submit",
    context,
    orderId: first.orderId,
    token,
    bought: credits ? "top_up" : "subscription",
  });
  if (submitted.kind === "failed") throw new Error(submitted.error);
  const refundId = submitted.answer;
  const reaches = (state: string) =>
    seen(`the refund is ${state}`, `SELECT 1 FROM refund WHERE id = $1 AND state = '${state}'`, refundId);
  if (kind === "credits" && held !== null) {
    await customer.settle(held, 100);
    await reaches("refunded");
  } else if (kind === "changes_mind") {
    const canceled = await front.ask({ do: "cancel", context: customer.as(newId()), refundId });
    if (canceled.kind === "failed") throw new Error(canceled.error);
    await reaches("canceled");
  } else if (kind === "fails") {
    const atStripe = await until(
      "the provider has it",
      async () => refundsAtStripe(market, first.orderId)[0]?.id,
      STEP_MS,
      LOOK_MS,
    );
    market.stripe.control.failRefund(atStripe, "lost_or_stolen_card");
    await reaches("failed");
  } else await reaches("refunded");
  return { kind, customer, orderIds: [first.orderId], refundId };
}

/** Every refund of an order's payment that the provider holds, whoever asked for it. */
export function refundsAtStripe({ stripe }: Pick<LiveMarket, "stripe">, orderId: string) {
  const paid = new Set(
    stripe.control
      .charges()
      .filter((charge) => charge.metadata["orderId"] === orderId)
      .map((charge) => charge.payment_intent),
  );
  return stripe.control.refunds().filter((each) => paid.has(each.payment_intent));
}

/** The payments that Antom holds for orders of these numbers. */
const paymentsAtAntom = ({ antom }: LiveMarket, orderNumbers: readonly string[]) =>
  (antom?.control.payments() ?? []).filter(({ orderId }) => orderNumbers.includes(orderId));

/** Every refund of such payments, whoever asked for it. */
function refundsAtAntom(market: LiveMarket, orderNumbers: readonly string[]) {
  const paid = new Set(paymentsAtAntom(market, orderNumbers).map(({ id }) => id));
  return (market.antom?.control.refunds() ?? []).filter(({ paymentId }) => paid.has(paymentId));
}

const EXPECTED = {
  refunded: {
    orders: ["paid"],
    subscriptions: ["ended"],
    refunds: ["subscription refunded"],
    // $20.00 less 5 %: 19.00.
    atProvider: ["1900 succeeded"],
    notices: ["refund_completed", "refund_submitted", "subscription_started"],
    alerts: [],
  },
  fails: {
    orders: ["paid"],
    subscriptions: ["active"],
    refunds: ["subscription failed"],
    atProvider: ["1900 failed"],
    notices: ["refund_failed", "refund_submitted", "subscription_started"],
    alerts: ["refund_failed"],
  },
  twice: {
    orders: ["failed", "paid"],
    subscriptions: ["active"],
    refunds: ["surplus refunded"],
    // The second payment, whole.
    atProvider: ["2000 succeeded"],
    notices: ["payment_returned", "refund_completed", "subscription_started"],
    alerts: [],
  },
  credits: {
    orders: ["paid"],
    subscriptions: [],
    refunds: ["top_up refunded"],
    // $20.00 less the 1.00 that was in flight: 19.00; less 5 %: 18.05.
    atProvider: ["1805 succeeded"],
    notices: ["refund_completed", "refund_submitted", "top_up_received"],
    alerts: [],
  },
  wallet: {
    orders: ["paid"],
    subscriptions: [],
    refunds: ["top_up refunded"],
    // 40.00 yuan less 5 %: 38.00.
    atProvider: ["3800 SUCCESS"],
    notices: ["refund_completed", "refund_submitted", "top_up_received"],
    alerts: [],
  },
  changes_mind: {
    orders: ["paid"],
    subscriptions: ["active"],
    refunds: ["subscription canceled"],
    atProvider: [],
    notices: ["refund_submitted", "subscription_started"],
    alerts: [],
  },
} as const satisfies Record<LifeKind, object>;

/** Holds a life to its one right ending: in the database, at the provider and in the mailbox. */
export async function checkLife(market: LiveMarket, life: Life): Promise<void> {
  const { sql } = market.database;
  const { accountId, email } = life.customer;
  const words = async (query: string) =>
    (await sql<{ word: string }>(query, [accountId])).map((row) => row.word).sort();
  const orders = await words(`SELECT number AS word FROM "order" WHERE account_id = $1`);
  const paid = market.stripe.control
    .charges()
    .filter((charge) => life.orderIds.includes(charge.metadata["orderId"] ?? ""));
  const sessions = market.stripe.control
    .checkoutSessions()
    .filter((session) => session.metadata?.["accountId"] === accountId);
  expect(
    {
      orders: await words(`SELECT state AS word FROM "order" WHERE account_id = $1`),
      subscriptions: await words("SELECT state AS word FROM subscription WHERE account_id = $1"),
      refunds: await words("SELECT kind || ' ' || state AS word FROM refund WHERE account_id = $1"),
      atProvider: life.orderIds.flatMap((orderId) =>
        life.kind === "wallet"
          ? refundsAtAntom(market, orders).map((each) => `${each.amount.value} ${each.status}`)
          : refundsAtStripe(market, orderId).map((each) => `${each.amount} ${each.status}`),
      ),
      notices: await words("SELECT kind AS word FROM notice WHERE account_id = $1"),
      alerts: await words("SELECT kind AS word FROM operator_alert WHERE account_id = $1"),
    },
    `${life.kind} ${accountId}`,
  ).toEqual(EXPECTED[life.kind]);
  // One page and one charge per order, one customer at the provider, one movement per payment.
  if (life.kind === "wallet")
    expect(paymentsAtAntom(market, orders).map(({ status }) => status)).toEqual(["SUCCESS"]);
  else {
    expect([sessions.length, paid.length]).toEqual([life.orderIds.length, life.orderIds.length]);
    expect(
      market.stripe.control.customers().filter((each) => sessions.some((one) => one.customer === each.id)),
    ).toHaveLength(1);
  }
  const notices = await sql<{ message_id: string; state: string }>(
    "SELECT message_id, state FROM notice WHERE account_id = $1",
    [accountId],
  );
  expect(notices.map((each) => each.state)).toEqual(notices.map(() => "sent"));
  // One e-mail per notice: a mail that a killed process sent again is the same message.
  const arrived = market.mail.mails
    .filter((mail) => mail.recipients.includes(email))
    .map((mail) => mail.parsed.messageId ?? "");
  expect([...new Set(arrived)].sort()).toEqual(
    notices.map((each) => `<${each.message_id}@tenure.test>`).sort(),
  );
}
