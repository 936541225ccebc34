import type {
  Bank,
  Interval,
  Plan,
  Step,
  TermView,
} from "../../../../packages/core/test/subscriptions/lives/life.ts";
import type { Version } from "../../../../packages/core/test/subscriptions/lives/reference-prices.ts";
import { lift, suspend } from "../../src/accounts/measures.ts";
import { recordBounce } from "../../src/bounces/record.ts";
import { systemContext } from "../../src/command/system.ts";
import { newId } from "../../src/db/ids.ts";
import { AppError, RefusedError } from "../../src/errors/app-error.ts";
import { JOB_HANDLERS } from "../../src/jobs/handlers.ts";
import type { JobName } from "../../src/jobs/outbox.ts";
import { openCheckout } from "../../src/orders/open-checkout.ts";
import { subscribe } from "../../src/orders/subscribe.ts";
import { openCardSetup, startCardSetup } from "../../src/payment-methods/setup.ts";
import { ProviderUnknown } from "../../src/payments/provider.ts";
import { change } from "../../src/plan-changes/change.ts";
import { takeBack as takeChangeBack } from "../../src/plan-changes/take-back.ts";
import { takeBack as takePriceBack } from "../../src/price-changes/take-back.ts";
import { tell } from "../../src/price-changes/tell.ts";
import { sweepRenewals } from "../../src/renewals/jobs.ts";
import { renewSubscriptions } from "../../src/renewals/plan.ts";
import { cancel } from "../../src/subscriptions/cancel.ts";
import { finishSubscriptions } from "../../src/subscriptions/finish.ts";
import { undoCancel } from "../../src/subscriptions/undo-cancel.ts";
import { submit } from "../refunds/door.ts";
import { byStaff } from "../support/caller.ts";
import type { Customer } from "../support/market.ts";
import type { SentJob } from "../support/app.ts";
import type { World } from "./world.ts";

/** Test cards by what their bank says of a charge without its customer. */
const CARDS: Readonly<Record<Bank, string>> = {
  pays: "4242424242424242",
  no_funds: "4000000000009995",
  stolen: "4000000000009979",
  asks_customer: "4000002760003184",
};
/** What every life's price list begins with: cents of a term, and of the usage it includes. */
const BEGIN: readonly (readonly [Plan, Interval, number, number])[] = [
  ["pro", "month", 2000, 4000],
  ["pro", "year", 20_000, 48_000],
  ["max", "month", 10_000, 20_000],
  ["max", "year", 100_000, 240_000],
];
/** Workers get to these when they look; a queue may be late. */
const LOOKED_AFTER: ReadonlySet<string> = new Set([
  "renewals.advance",
  "renewals.fan_out",
  "subscriptions.renew",
]);
/** Mails are not read here; the notice of a price is sent by its own step, early or late. */
const LEFT: ReadonlySet<string> = new Set(["notices.send", "price_changes.announce", "price_changes.tell"]);
const EVER = 1_000_000;

/** What can be seen of a life in the product's tables and at the provider. */
export interface ProductView {
  readonly state: string;
  readonly terms: readonly (TermView & { readonly subscription: number })[];
  readonly planned: { readonly plan: string; readonly interval: string; readonly at: number } | null;
  readonly pastDueSince: number | null;
  /** Captured less returned, cents. */
  readonly cents: number;
}

/**
 * Stops the clock of single accounts: what the product reads as their "now" is what was set, however long a step takes.
 * What it compares with the machine's clock in its queries runs on from there.
 */
export async function stopClocks({ database }: World): Promise<void> {
  await database.sql("CREATE TABLE stopped_clock (account_id uuid PRIMARY KEY, at timestamptz NOT NULL)");
  await database.sql("GRANT SELECT ON stopped_clock TO tenure_app");
  await database.sql(
    `CREATE OR REPLACE FUNCTION tenure_now(of_account uuid DEFAULT NULL) RETURNS timestamptz LANGUAGE sql VOLATILE AS $$
       SELECT coalesce((SELECT at FROM stopped_clock WHERE account_id = of_account),
         date_trunc('milliseconds', clock_timestamp()
           + coalesce((SELECT clock_offset_ms FROM account WHERE id = of_account), 0) * interval '1 millisecond')) $$`,
  );
}

/** One life on PostgreSQL and the simulator: each step through the product's own commands and jobs. */
export class ProductLife {
  readonly #world: World;
  readonly #customer: Customer;
  readonly #held: SentJob[] = [];
  readonly #changes = new Map<Version, string>();
  #arrival: "at_once" | "twice" | "later" = "at_once";
  #suspended = false;
  /** Whether a charge was made of which nobody heard. */
  #unheard = false;
  /** The page of the newest quote. */
  #quote: string | null = null;

  private constructor(world: World, customer: Customer) {
    this.#world = world;
    this.#customer = customer;
  }

  /** Opens an account with a price list of its own: versions newer than those of every life before. */
  static async begin(world: World, zone: string): Promise<ProductLife> {
    for (const [plan, interval, cents, included] of BEGIN)
      await world.database.sql(
        `INSERT INTO plan_price (id, plan_id, "interval", currency, version, amount_nanos, included_usage_nanos, features, effective_from)
         SELECT gen_random_uuid(), $1, $2, 'USD', max(version) + 1, $3::bigint * 10000000, $4::bigint * 10000000, '[]', '2020-01-01'
           FROM plan_price WHERE plan_id = $1 AND "interval" = $2 AND currency = 'USD'`,
        [plan, interval, cents, included],
      );
    return new ProductLife(world, await world.customer({ zone }));
  }

  /** Its clock goes back to the present, so that no later life's workers find anything due here. */
  async end(): Promise<void> {
    const { database, jobs, stripe } = this.#world;
    stripe.control.clearFaults();
    jobs.splice(0);
    await database.sql("UPDATE account SET clock_offset_ms = 0 WHERE id = $1", [this.#customer.accountId]);
  }

  /** Sets the account's clock; it stands there until it is set again. */
  async at(ms: number): Promise<void> {
    await this.#world.database.sql(
      `WITH stopped AS (
         INSERT INTO stopped_clock VALUES ($1, $2) ON CONFLICT (account_id) DO UPDATE SET at = excluded.at)
       UPDATE account SET clock_offset_ms = ceil(extract(epoch FROM $2::timestamptz - clock_timestamp()) * 1000)
        WHERE id = $1`,
      [this.#customer.accountId, new Date(ms)],
    );
  }

  /** Whether a step can be taken at all: a refund waits while its account is suspended (T4.2), which is no step here. */
  takes(step: Step): boolean {
    return !this.#suspended || !["refund", "refund_ends", "refund_bounces"].includes(step.do);
  }

  /** @returns whether it was done, and not refused */
  async perform(step: Step, version: Version | null): Promise<boolean> {
    try {
      await this.#do(step, version);
      return true;
    } catch (error) {
      if (error instanceof RefusedError || error instanceof AppError) return false;
      throw error;
    } finally {
      await this.#run(false);
    }
  }

  async #do(step: Step, version: Version | null): Promise<unknown> {
    const { services, database, stripe } = this.#world;
    const { runner, tax } = services;
    const customer = this.#customer;
    const { accountId } = customer;
    switch (step.do) {
      case "wait":
        return;
      case "look":
        return this.#look();
      case "buy": {
        const { answer } = await runner.run(
          subscribe(tax),
          { planPriceId: await this.#priceOf(step), consents: this.#consents, loginId: customer.loginId },
          customer.as(),
        );
        this.#quote = null;
        return this.#pay(await this.#pageOf(answer.orderId));
      }
      case "change": {
        const { answer } = await runner.run(
          change(tax),
          {
            planPriceId: await this.#priceOf(step),
            consents: this.#consents,
            payWith: "page",
            confirmed: null,
            loginId: customer.loginId,
          },
          customer.as(),
        );
        if (answer.applies === "now") this.#quote = await this.#pageOf(answer.orderId);
        return;
      }
      case "pay": {
        const page = this.#quote;
        if (page === null) throw new AppError("conflict", "no quote");
        this.#quote = null;
        return this.#pay(page);
      }
      case "take_back":
        return runner.run(takeChangeBack(tax), {}, customer.as());
      case "cancel":
        return runner.run(cancel(tax), { reason: null, comment: null, confirmedEndsAt: null }, customer.as());
      case "undo":
        return runner.run(undoCancel(tax), {}, customer.as());
      case "announce":
        if (version === null) throw new AppError("conflict", "refused");
        return this.#announce(step, version);
      case "withdraw":
        if (version === null) throw new AppError("conflict", "nothing is planned");
        return runner.run(takePriceBack, { priceChangeId: this.#changeOf(version) }, byStaff(null, newId()));
      case "notice":
        if (version === null) throw new AppError("conflict", "no notice");
        return this.#notice(step.fate, this.#changeOf(version));
      case "card":
        return step.bank === null ? this.#removeCards() : this.#addCard(step.bank);
      case "bank":
        return this.#bankSays(step.bank);
      case "arrival":
        this.#arrival = step.how;
        return;
      case "webhook":
        // What was lost arrives: taken in from the provider's own list, as often as it says.
        this.#unheard = false;
        return this.#hear(step.copies);
      case "use":
        return customer.use(step.cents);
      case "refund": {
        const order = await this.#orderOfTerm();
        if (order === null) throw new AppError("conflict", "no order");
        await submit(services, customer.as(), order);
        // Its bank takes days, until a later step says what became of it.
        stripe.control.planRefunds("pending");
        return;
      }
      case "refund_ends": {
        const refund = this.#refund("pending");
        if (refund === null) throw new AppError("conflict", "no refund");
        if (step.as === "paid") stripe.control.settleRefund(refund);
        else stripe.control.failRefund(refund);
        return;
      }
      case "refund_bounces": {
        const refund = await this.#bounceable();
        if (refund === null) throw new AppError("conflict", "no refund");
        stripe.control.failRefund(refund);
        return;
      }
      case "suspend":
      case "lift":
        if (this.#suspended === (step.do === "suspend")) return;
        this.#suspended = step.do === "suspend";
        return step.do === "suspend"
          ? runner.run(
              suspend,
              { ground: "payment_fraud", reason: "Looked into.", evidenceRefs: ["case"] },
              byStaff(accountId, newId()),
            )
          : runner.run(lift, { reason: "Nothing was found." }, byStaff(accountId, newId()));
    }
    return database;
  }

  readonly #consents = { termsVersion: "2026-11", termsHash: "0".repeat(64), language: "en" } as const;

  /** The version on sale by the account's clock; Free has one by the month. */
  async #priceOf({ plan, interval }: { readonly plan: Plan; readonly interval: Interval }): Promise<string> {
    const [price] = await this.#world.database.sql<{ id: string }>(
      `SELECT id FROM plan_price WHERE plan_id = $1 AND "interval" = $2 AND currency = 'USD' AND withdrawn_at IS NULL
          AND effective_from <= tenure_now($3) ORDER BY version DESC LIMIT 1`,
      [plan, plan === "free" ? "month" : interval, this.#customer.accountId],
    );
    return price?.id ?? newId();
  }

  async #pageOf(orderId: string): Promise<string> {
    await openCheckout(this.#world.services, orderId);
    const [order] = await this.#world.database.sql<{ page: string }>(
      'SELECT provider_session_id AS page FROM "order" WHERE id = $1',
      [orderId],
    );
    return order?.page ?? "";
  }

  #pay(page: string): void {
    const paid = this.#world.stripe.control.payCheckout(page, CARDS.pays);
    if (paid.kind !== "paid") throw new Error(`the page said ${paid.kind}`);
  }

  /** Written as a plan for it would be: by the platform's clock every day of a life lies ahead. */
  async #announce(step: Extract<Step, { do: "announce" }>, version: Version): Promise<void> {
    const { sql } = this.#world.database;
    const [made] = await sql<{ id: string }>(
      `WITH latest AS (
         SELECT * FROM plan_price WHERE plan_id = $1 AND "interval" = $2 AND currency = 'USD' ORDER BY version DESC LIMIT 1),
       next AS (
         INSERT INTO plan_price (id, plan_id, "interval", currency, version, amount_nanos, included_usage_nanos, features, effective_from)
         SELECT gen_random_uuid(), plan_id, "interval", currency, version + 1, $3::bigint * 10000000, $4::bigint * 10000000, '[]', $5::timestamptz
           FROM latest RETURNING id)
       INSERT INTO price_change (id, plan_id, "interval", currency, current_price_id, next_price_id, direction, applies_from,
              decision_id, scheduled_by, scheduled_at)
       SELECT gen_random_uuid(), $1, $2, 'USD', latest.id, next.id, 'raise', $5::timestamptz, gen_random_uuid(), gen_random_uuid(), now()
         FROM latest, next RETURNING id`,
      [step.plan, step.interval, step.cents, version.included, new Date(version.from)],
    );
    this.#changes.set(version, made?.id ?? "");
  }

  #changeOf(version: Version): string {
    const id = this.#changes.get(version);
    if (id === undefined) throw new Error("a change that was never planned");
    return id;
  }

  async #notice(fate: "accepted" | "bounced", priceChangeId: string): Promise<void> {
    const { services, database } = this.#world;
    const { accountId } = this.#customer;
    const context = () => systemContext("price_changes.announce", accountId, newId());
    const subscriptionId = await this.#subscriptionId();
    if (fate === "accepted")
      await services.runner.run(
        tell(services.env),
        { priceChangeId, subscriptionId, again: false },
        context(),
      );
    const [notice] = await database.sql<{ id: string }>(
      `SELECT notice_id AS id FROM price_change_notice WHERE price_change_id = $1 AND subscription_id = $2
        ORDER BY attempt DESC LIMIT 1`,
      [priceChangeId, subscriptionId],
    );
    if (notice === undefined) throw new Error("nobody was told");
    if (fate === "accepted") await JOB_HANDLERS["notices.send"](services, { noticeId: notice.id });
    else await services.runner.run(recordBounce, { noticeId: notice.id, status: "5.1.1" }, context());
  }

  async #subscriptionId(): Promise<string> {
    const [row] = await this.#world.database.sql<{ id: string }>(
      "SELECT id FROM subscription WHERE account_id = $1 ORDER BY id DESC LIMIT 1",
      [this.#customer.accountId],
    );
    return row?.id ?? "";
  }

  async #orderOfTerm(): Promise<string | null> {
    const [row] = await this.#world.database.sql<{ id: string }>(
      `SELECT t.order_id AS id FROM term t JOIN subscription s ON s.id = t.subscription_id
        WHERE s.account_id = $1 AND s.state <> 'ended' AND t.ended_at IS NULL ORDER BY t.number DESC LIMIT 1`,
      [this.#customer.accountId],
    );
    return row?.id ?? null;
  }

  async #removeCards(): Promise<void> {
    await this.#world.database.sql(
      "UPDATE payment_method SET ended_at = tenure_now(account_id) WHERE account_id = $1 AND ended_at IS NULL",
      [this.#customer.accountId],
    );
  }

  async #addCard(bank: Bank): Promise<void> {
    const { services, stripe } = this.#world;
    const { loginId } = this.#customer;
    const { answer } = await services.runner.run(startCardSetup, { loginId }, this.#customer.as());
    const url = await openCardSetup(services, answer.setupId);
    stripe.control.payCheckout(/cs_test_\w+/.exec(url ?? "")?.[0] ?? "", CARDS.pays);
    await this.#run(false);
    await this.#bankSays(bank);
  }

  /** Exchanges the number behind the card that is charged: what its bank says from now on. */
  async #bankSays(bank: Bank): Promise<void> {
    const [card] = await this.#world.database.sql<{ method: string }>(
      "SELECT provider_method_id AS method FROM payment_method WHERE account_id = $1 AND ended_at IS NULL ORDER BY id DESC",
      [this.#customer.accountId],
    );
    if (card !== undefined) this.#world.stripe.control.changeCard(card.method, CARDS[bank]);
  }

  /** Refunds of this account's payments that are no return of a surplus, newest first. */
  #refunds() {
    const { control } = this.#world.stripe;
    const intents = new Set(this.#intents().map(({ id }) => id));
    return control
      .refunds()
      .filter(({ payment_intent: of }) => typeof of === "string" && intents.has(of))
      .toReversed();
  }

  #intents() {
    return this.#world.stripe.control
      .paymentIntents()
      .filter((intent) => intent.metadata["accountId"] === this.#customer.accountId);
  }

  #refund(status: string): string | null {
    return this.#refunds().find((each) => each.status === status)?.id ?? null;
  }

  /** The newest refund that was asked for and paid. */
  async #bounceable(): Promise<string | null> {
    const [row] = await this.#world.database.sql<{ id: string; state: string }>(
      `SELECT l.provider_refund_id AS id, r.state FROM refund r JOIN refund_leg l ON l.refund_id = r.id
        WHERE r.account_id = $1 AND r.kind = 'subscription' ORDER BY r.id DESC LIMIT 1`,
      [this.#customer.accountId],
    );
    return row?.state === "refunded" ? row.id : null;
  }

  /** Two workers at once, until nothing is due any more. */
  async #look(): Promise<void> {
    const { services, stripe, jobs } = this.#world;
    const lost = { path: "/v1/payment_intents", action: "reset", count: EVER } as const;
    // Neither the answer of a charge nor its notification arrives.
    if (this.#arrival === "later") {
      stripe.control.addRouteFault({ ...lost, method: "POST", point: "after_handler" });
      stripe.control.addEventFault({ type: "*", action: "drop", count: EVER });
    }
    // And the provider does not tell when it is asked what became of it.
    if (this.#arrival === "later" || this.#unheard)
      stripe.control.addRouteFault({ ...lost, method: "GET", point: "before_handler" });
    if (this.#arrival === "twice")
      stripe.control.addEventFault({ type: "*", action: "duplicate", count: EVER });
    for (let more = true; more; ) {
      const planned = await both(() => renewSubscriptions(services));
      await both(() => sweepRenewals(services));
      jobs.push(...this.#held.splice(0));
      await this.#run(true);
      const ended = await both(() => finishSubscriptions(services));
      more = planned + ended > 0;
    }
    stripe.control.clearFaults();
    const unheard = await this.#world.database.sql(
      "SELECT 1 FROM renewal WHERE account_id = $1 AND state IN ('charging', 'unknown')",
      [this.#customer.accountId],
    );
    this.#unheard = unheard.length > 0;
  }

  /** Delivers notifications and runs jobs until none is left; what workers look after waits, unless they look. */
  async #run(looking: boolean): Promise<void> {
    const { services, stripe, jobs } = this.#world;
    for (let quiet = 0; quiet < 2; ) {
      const delivered = await stripe.control.deliverPending();
      const waiting = jobs.splice(0);
      for (const { name, payload } of waiting) {
        if (LEFT.has(name)) continue;
        if (!looking && LOOKED_AFTER.has(name)) this.#held.push({ name, payload });
        // The payload is what a command enqueued under this very name; the map's own type cannot follow it at run time.
        else await this.#work(() => (JOB_HANDLERS[name as JobName] as Handler)(services, payload), name);
      }
      quiet = delivered === 0 && waiting.length === 0 ? quiet + 1 : 0;
    }
  }

  /** Charges are worked on by both workers at the same time. */
  async #work(run: () => Promise<void>, name: string): Promise<void> {
    const outcomes = await Promise.allSettled(name === "renewals.advance" ? [run(), run()] : [run()]);
    for (const outcome of outcomes) {
      if (outcome.status === "fulfilled") continue;
      const error: unknown = outcome.reason;
      const expected =
        (error instanceof ProviderUnknown && (this.#arrival === "later" || this.#unheard)) ||
        // The other one was faster.
        (outcomes.length > 1 && error instanceof AppError && error.code === "conflict");
      if (!expected) throw error;
    }
  }

  async #hear(copies: number): Promise<void> {
    const { services, database } = this.#world;
    await JOB_HANDLERS["payments.catch_up"](services, {});
    await this.#run(false);
    if (copies === 1) return;
    const events = await database.sql<{ id: string }>(
      `UPDATE provider_event SET state = 'received' WHERE payload::text LIKE '%' || $1 || '%' RETURNING id`,
      [this.#customer.accountId],
    );
    for (const { id } of events.toReversed())
      await JOB_HANDLERS["payments.apply_event"](services, { providerEventId: id });
  }

  /** Everything that can be seen of it. */
  async view(): Promise<ProductView> {
    const { accountId } = this.#customer;
    const [seen] = await this.#world.database.sql<{ seen: Omit<ProductView, "cents"> }>(
      `WITH mine AS (SELECT id, state, row_number() OVER (ORDER BY id) AS number FROM subscription WHERE account_id = $1),
            newest AS (SELECT * FROM mine ORDER BY number DESC LIMIT 1)
       SELECT json_build_object(
         'state', (SELECT state FROM newest),
         'terms', (SELECT coalesce(json_agg(json_build_object(
                     'subscription', mine.number, 'plan', p.plan_id, 'interval', p."interval",
                     'startsAt', extract(epoch FROM t.starts_at)::bigint * 1000,
                     'endsAt', extract(epoch FROM coalesce(t.ended_at, t.ends_at))::bigint * 1000,
                     'cents', p.amount_nanos / 10000000, 'paidCents', t.paid_nanos / 10000000,
                     'creditedCents', t.credited_nanos / 10000000) ORDER BY mine.number, t.number), '[]')
                     FROM term t JOIN mine ON mine.id = t.subscription_id JOIN plan_price p ON p.id = t.plan_price_id),
         'planned', (SELECT json_build_object('plan', p.plan_id, 'interval', p."interval",
                            'at', extract(epoch FROM c.applies_at)::bigint * 1000)
                       FROM plan_change c JOIN plan_price p ON p.id = c.plan_price_id JOIN newest ON newest.id = c.subscription_id
                      WHERE c.state = 'scheduled'),
         'pastDueSince', (SELECT extract(epoch FROM r.past_due_since)::bigint * 1000 FROM renewal r
                            JOIN newest ON newest.id = r.subscription_id
                           WHERE r.settled_at IS NULL AND newest.state = 'past_due')) AS seen`,
      [accountId],
    );
    if (seen === undefined) throw new Error("nothing is seen");
    const captured = this.#intents().reduce((sum, intent) => sum + intent.amount_received, 0);
    const returned = this.#refunds()
      .filter(({ status }) => status === "succeeded")
      .reduce((sum, { amount }) => sum + amount, 0);
    return { ...seen.seen, cents: captured - returned };
  }
}

type Handler = (services: World["services"], payload: unknown) => Promise<void>;

/** @returns what both said, added up */
async function both(work: () => Promise<number | void>): Promise<number> {
  const said = await Promise.all([work(), work()]);
  return said.reduce<number>((sum, each) => sum + (each ?? 0), 0);
}
