import { openCheckout } from "../../src/orders/open-checkout.ts";
import { subscribe } from "../../src/orders/subscribe.ts";
import { sweepRenewals } from "../../src/renewals/jobs.ts";
import { renewSubscriptions } from "../../src/renewals/plan.ts";
import { finishSubscriptions } from "../../src/subscriptions/finish.ts";
import { type Customer, type CustomerOptions, type Market, openMarket } from "../support/market.ts";

/** A test's death: what ends a process there ends here as an error of its own kind. */
export class Died extends Error {}

/** A market in which terms pass. */
export interface World extends Market {
  /** Throws at the named moment, once: what a process that ends there leaves behind. */
  dieAt(moment: string | null): void;
  subscriber(
    options?: CustomerOptions & {
      readonly boughtAt?: string;
      readonly plan?: "pro" | "max";
      readonly interval?: string;
    },
  ): Promise<Subscriber>;
  /** What the beats do: plans what is due, looks at what waits, runs every job, until nothing moves. */
  beat(): Promise<unknown[]>;
}

/** Somebody with a plan; with Pro, unless it is named. */
export interface Subscriber extends Customer {
  readonly subscriptionId: string;
  readonly orderId: string;
  /** Sets this account's clock. */
  at(instant: string): Promise<void>;
  /** Exchanges the number behind the saved card: what the bank says from now on. */
  cardIs(number: string): Promise<void>;
  state(): Promise<string>;
  /** Terms, oldest first: `1: 2027-01-31T10:30:00.000Z – 2027-02-28T10:30:00.000Z`. */
  terms(): Promise<string[]>;
  renewals(): Promise<
    { id: string; number: number; state: string; next_at: Date | null; past_due_since: Date | null }[]
  >;
  /** Tries, oldest first: `off_session failed soft card_declined, insufficient_funds`. */
  attempts(): Promise<string[]>;
  /** Cents that the provider captured from this account. */
  captured(): Promise<number>;
  /** Kinds of its e-mails in order, the receipt of the purchase left out. */
  mails(): Promise<string[]>;
  /** Text of its newest e-mail of a kind. */
  mail(kind: string): Promise<string>;
}

/** Opens it. */
export async function openWorld(): Promise<World> {
  let deadly: string | null = null;
  const market = await openMarket({
    probe: {
      reach(moment) {
        if (moment !== deadly) return;
        deadly = null;
        throw new Died(moment);
      },
    },
  });
  const { services, database, stripe } = market;
  const beat = async (): Promise<unknown[]> => {
    const errors: unknown[] = [];
    for (let more = true; more; ) {
      const planned = await renewSubscriptions(services);
      await sweepRenewals(services);
      errors.push(...(await market.runJobs()));
      const ended = await finishSubscriptions(services);
      more = planned + ended > 0;
    }
    return errors;
  };
  return {
    ...market,
    beat,
    dieAt: (moment) => {
      deadly = moment;
    },
    async subscriber({ boughtAt, plan = "pro", interval = "month", ...options } = {}) {
      const customer = await market.customer(options);
      const { accountId, as, loginId } = customer;
      const at = async (instant: string) => {
        await database.sql(
          `UPDATE account SET clock_offset_ms = (extract(epoch FROM $2::timestamptz - clock_timestamp()) * 1000)::bigint
            WHERE id = $1`,
          [accountId, instant],
        );
      };
      if (boughtAt !== undefined) await at(boughtAt);
      const [price] = await database.sql<{ id: string }>(
        `SELECT id FROM plan_price WHERE plan_id = $1 AND "interval" = $2 AND currency = 'USD' AND withdrawn_at IS NULL
            AND effective_from <= tenure_now($3) ORDER BY version DESC`,
        [plan, interval, accountId],
      );
      const { answer } = await services.runner.run(
        subscribe(services.tax),
        {
          planPriceId: price?.id,
          consents: { termsVersion: "2026-11", termsHash: "0".repeat(64), language: "en" },
          loginId,
        },
        as(),
      );
      await openCheckout(services, answer.orderId);
      const [order] = await database.sql<{ provider_session_id: string }>(
        'SELECT provider_session_id FROM "order" WHERE id = $1',
        [answer.orderId],
      );
      stripe.control.payCheckout(order?.provider_session_id ?? "");
      await market.runJobs();
      // Terms to the second, so that they can be named: the payment came a moment after the clock was set.
      if (boughtAt !== undefined) {
        await database.sql(`ALTER TABLE term DISABLE TRIGGER term_is_kept`);
        await database.sql(
          `UPDATE term SET anchor_at = date_trunc('minute', anchor_at), starts_at = date_trunc('minute', starts_at),
                  ends_at = date_trunc('minute', ends_at) WHERE account_id = $1`,
          [accountId],
        );
        await database.sql(`ALTER TABLE term ENABLE TRIGGER term_is_kept`);
      }
      const [subscription] = await database.sql<{ id: string }>(
        "SELECT id FROM subscription WHERE account_id = $1",
        [accountId],
      );
      const id = subscription?.id ?? "";
      return {
        ...customer,
        subscriptionId: id,
        orderId: answer.orderId,
        at,
        async cardIs(number) {
          const [card] = await database.sql<{ provider_method_id: string }>(
            "SELECT provider_method_id FROM payment_method WHERE account_id = $1 AND ended_at IS NULL ORDER BY id DESC",
            [accountId],
          );
          stripe.control.changeCard(card?.provider_method_id ?? "", number);
        },
        async state() {
          const [row] = await database.sql<{ state: string }>(
            "SELECT state FROM subscription WHERE id = $1",
            [id],
          );
          return row?.state ?? "";
        },
        async terms() {
          const rows = await database.sql<{ number: number; starts_at: Date; ends_at: Date }>(
            "SELECT number, starts_at, ends_at FROM term WHERE subscription_id = $1 ORDER BY number",
            [id],
          );
          return rows.map(
            (row) => `${row.number}: ${row.starts_at.toISOString()} – ${row.ends_at.toISOString()}`,
          );
        },
        renewals: () =>
          database.sql(
            "SELECT id, number, state, next_at, past_due_since FROM renewal WHERE subscription_id = $1 ORDER BY number",
            [id],
          ),
        async attempts() {
          const rows = await database.sql<Record<string, string | null>>(
            `SELECT a.kind, a.state, a.failure, a.provider_code FROM renewal_attempt a JOIN renewal r ON r.id = a.renewal_id
              WHERE r.subscription_id = $1 ORDER BY r.number, a.number`,
            [id],
          );
          return rows.map((row) =>
            [row["kind"], row["state"], row["failure"], row["provider_code"]]
              .filter((each) => each !== null)
              .join(" "),
          );
        },
        async captured() {
          return stripe.control
            .paymentIntents()
            .filter((intent) => intent.metadata["accountId"] === accountId)
            .reduce((sum, intent) => sum + intent.amount_received, 0);
        },
        async mails() {
          const rows = await database.sql<{ kind: string }>(
            "SELECT kind FROM notice WHERE account_id = $1 AND kind <> 'subscription_started' ORDER BY id",
            [accountId],
          );
          return rows.map(({ kind }) => kind);
        },
        async mail(kind) {
          const [row] = await database.sql<{ text: string }>(
            "SELECT text FROM notice WHERE account_id = $1 AND kind = $2 ORDER BY id DESC",
            [accountId, kind],
          );
          return row?.text ?? "";
        },
      };
    },
  };
}
