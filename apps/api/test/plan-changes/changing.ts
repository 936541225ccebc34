import { cancelSubscription, changePlan } from "@tenure/core/subscriptions";
import { RefusedError } from "../../src/errors/app-error.ts";
import { openCheckout } from "../../src/orders/open-checkout.ts";
import { change } from "../../src/plan-changes/change.ts";
import { takeBack } from "../../src/plan-changes/take-back.ts";
import { cancel } from "../../src/subscriptions/cancel.ts";
import { undoCancel } from "../../src/subscriptions/undo-cancel.ts";
import type { Customer, Market } from "../support/market.ts";

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

type Plan = "free" | "pro" | "max" | "ultra";
type Interval = "month" | "year";

/** What the tests of this folder do to one market: changes of plan through the commands, and looks at what is stored. */
export function changing(market: Market) {
  const { services, database, stripe } = market;
  const price = async (plan: Plan, interval: Interval = "month"): Promise<string> => {
    const [row] = await database.sql<{ id: string }>(
      "SELECT id FROM plan_price WHERE plan_id = $1 AND interval = $2 AND currency = 'USD' ORDER BY version DESC",
      [plan, interval],
    );
    return row?.id ?? "";
  };
  const asked = async (customer: Customer, plan: Plan, interval?: Interval) => ({
    planPriceId: await price(plan, interval),
    consents: { termsVersion: "2026-11", termsHash: "0".repeat(64), language: "en" },
    payWith: "page",
    confirmed: null,
    loginId: customer.loginId,
  });
  const make = async (customer: Customer, plan: Plan, interval?: Interval, more: object = {}) =>
    (
      await services.runner.run(
        change(services.tax),
        { ...(await asked(customer, plan, interval)), ...more },
        customer.as(),
      )
    ).answer;
  const order = async (customer: Customer, plan: Plan, interval?: Interval) => {
    const answer = await make(customer, plan, interval);
    if (answer.applies !== "now") throw new Error("not an upgrade");
    await openCheckout(services, answer.orderId);
    const [row] = await database.sql<{ session: string; amount: string; state: string }>(
      `SELECT provider_session_id AS session, amount_nanos::text AS amount, state FROM "order" WHERE id = $1`,
      [answer.orderId],
    );
    return { orderId: answer.orderId, sessionId: row?.session ?? "", cents: Number(row?.amount) / 1e7 };
  };
  return {
    price,
    make,
    order,
    /** An account whose clock stands at an instant, on a plan. */
    async subscriber(
      plan: "pro" | "max" | "ultra" = "pro",
      at = "2031-06-01T00:00:00.000Z",
    ): Promise<Customer> {
      const customer = await market.customer();
      await customer.later(Date.parse(at) - Date.now());
      await customer.subscribe(plan);
      return customer;
    },
    async preview(customer: Customer, plan: Plan, interval?: Interval) {
      const decision = await services.runner.preview(
        change(services.tax),
        await asked(customer, plan, interval),
        customer.as(),
      );
      return { ...decision, effects: changePlan.effects.parse(decision.effects) };
    },
    /** Orders an upgrade and pays it on the page. @returns order and cash, cents before tax */
    async upgrade(customer: Customer, plan: Plan, interval?: Interval) {
      const made = await order(customer, plan, interval);
      stripe.control.payCheckout(made.sessionId);
      await market.runJobs();
      return made;
    },
    /** Exchanges the number behind the saved card: what the bank says from now on. */
    async cardIs({ accountId }: Customer, number: string) {
      const [card] = await database.sql<{ id: string }>(
        "SELECT provider_method_id AS id FROM payment_method WHERE account_id = $1 AND ended_at IS NULL ORDER BY id DESC",
        [accountId],
      );
      stripe.control.changeCard(card?.id ?? "", number);
    },
    cancel: async (customer: Customer) =>
      (
        await services.runner.run(
          cancel(services.tax),
          { reason: null, comment: null, confirmedEndsAt: null },
          customer.as(),
        )
      ).answer,
    /** What cancelling now would mean. */
    async previewCancel(customer: Customer) {
      const decision = await services.runner.preview(
        cancel(services.tax),
        { reason: null, comment: null, confirmedEndsAt: null },
        customer.as(),
      );
      return cancelSubscription.effects.parse(decision.effects);
    },
    undoCancel: async (customer: Customer) =>
      (await services.runner.run(undoCancel(services.tax), {}, customer.as())).answer,
    takeBack: async (customer: Customer) =>
      (await services.runner.run(takeBack(services.tax), {}, customer.as())).answer,
    /** The terms of an account, oldest first, amounts in cents. */
    async terms({ accountId }: Customer) {
      const rows = await database.sql<Record<string, unknown>>(
        `SELECT t.id, t.number, p.plan_id AS plan, t.paid_nanos / 10000000 AS paid, t.credited_nanos / 10000000 AS credited,
                t.used_nanos / 10000000 AS used, t.included_nanos / 10000000 AS included, t.ended_at IS NOT NULL AS ended,
                t.suspended_at IS NOT NULL AS suspended, s.number AS suspends, t.ends_at, t.starts_at
           FROM term t JOIN plan_price p ON p.id = t.plan_price_id LEFT JOIN term s ON s.id = t.suspends_term_id
          WHERE t.account_id = $1 ORDER BY t.number`,
        [accountId],
      );
      return rows.map((row) => ({
        ...row,
        plan: String(row["plan"]),
        number: Number(row["number"]),
        paid: Number(row["paid"]),
        credited: Number(row["credited"]),
        used: Number(row["used"]),
        included: Number(row["included"]),
        ended: row["ended"] === true,
        suspended: row["suspended"] === true,
        suspends: row["suspends"] === null ? null : Number(row["suspends"]),
        endsAt: (row["ends_at"] as Date).getTime(),
        startsAt: (row["starts_at"] as Date).getTime(),
      }));
    },
    async subscription({ accountId }: Customer) {
      const [row] = await database.sql<{ id: string; plan: string; state: string; now: Date }>(
        `SELECT id, plan_id AS plan, state, tenure_now(account_id) AS now FROM subscription WHERE account_id = $1
          ORDER BY created_at DESC LIMIT 1`,
        [accountId],
      );
      if (row === undefined) throw new Error("no subscription");
      return row;
    },
    changes: ({ accountId }: Customer) =>
      database.sql<{ state: string; because: string | null }>(
        "SELECT state, dropped_because AS because FROM plan_change WHERE account_id = $1 ORDER BY id",
        [accountId],
      ),
    mails: async ({ accountId }: Customer) =>
      (
        await database.sql<{ kind: string }>("SELECT kind FROM notice WHERE account_id = $1 ORDER BY id", [
          accountId,
        ])
      ).map(({ kind }) => kind),
    /** Cents at the provider: captured, and returned. */
    cash({ accountId }: Customer) {
      const payments = stripe.control
        .paymentIntents()
        .filter((each) => each.metadata["accountId"] === accountId && each.status === "succeeded");
      const ids = new Set(payments.map(({ id }) => id));
      const back = stripe.control
        .refunds()
        .filter(
          (each) =>
            typeof each.payment_intent === "string" &&
            ids.has(each.payment_intent) &&
            each.status !== "failed",
        );
      return {
        in: payments.reduce((sum, { amount }) => sum + amount, 0),
        out: back.reduce((sum, { amount }) => sum + amount, 0),
      };
    },
  };
}

/** Codes of a refusal. Anything else that is thrown is thrown on. */
export async function refusalsOf(work: Promise<unknown>): Promise<string[]> {
  try {
    await work;
  } catch (error) {
    if (error instanceof RefusedError) return error.decision.refusals.map(({ code }) => code);
    throw error;
  }
  return [];
}
