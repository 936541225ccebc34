import { consentHash } from "@tenure/core/auto-top-up";
import { toMoney } from "@tenure/core/money";
import { createStripeSimulator, type FaultOptions, type StripeSimulator } from "@tenure/sandbox/stripe";
import { afterAll } from "vitest";
import { z } from "zod";
import { advanceAutoTopUp } from "../../src/auto-top-up/advance.ts";
import { setAutoTopUp } from "../../src/auto-top-up/set.ts";
import { type CommandContext, plainCommand } from "../../src/command/command.ts";
import { PLATFORM } from "../../src/db/database.ts";
import { newId } from "../../src/db/ids.ts";
import { JOB_HANDLERS } from "../../src/jobs/handlers.ts";
import type { JobName } from "../../src/jobs/outbox.ts";
import { lotsOf } from "../../src/ledger/lots.ts";
import { credit, debit, postJournal } from "../../src/ledger/post.ts";
import { openCheckout } from "../../src/orders/open-checkout.ts";
import type { Services } from "../../src/runtime/services.ts";
import { buyTopUp } from "../../src/top-ups/buy.ts";
import { openTestAccount } from "../support/account.ts";
import { testApp, type TestApp } from "../support/app.ts";
import { outboxOf } from "../support/outbox.ts";

/** Cents as nanos. */
export const cents = (count: number): bigint => BigInt(count) * 10_000_000n;

/** The product in front of a Stripe one can talk to, with what a test may change while it runs. */
export interface World extends TestApp {
  readonly stripe: StripeSimulator;
  /** Throws at the named moment, once: what a process that ends there leaves behind. */
  dieAt(moment: string | null): void;
  /** Tax in basis points, for everybody, from now on. */
  tax(bps: number): void;
  /** Delivers every notification and runs every job that is due. @returns the errors that jobs threw */
  runJobs(): Promise<unknown[]>;
  owner(options?: {
    readonly zone?: string;
    readonly cents?: number;
    readonly card?: string;
  }): Promise<Owner>;
}

/** A person with credits and a saved card. */
export interface Owner {
  readonly accountId: string;
  readonly loginId: string;
  readonly email: string;
  as(idempotencyKey?: string): CommandContext;
  /** Makes a pending order of credits with its payment page open. */
  order(cents: number): Promise<{ readonly orderId: string; readonly sessionId: string }>;
  /** Buys credits on the provider's page, which saves the card. */
  buy(cents: number, card?: string): Promise<string>;
  /** The newest saved card. */
  card(): Promise<string>;
  /** Agrees to automatic top-up; $20.00 below $5.00, at most $100.00 a month, where nothing else is said. */
  agree(terms?: { readonly amount?: number; readonly below?: number; readonly cap?: number }): Promise<void>;
  /** Uses credits until so many cents are left. */
  leave(cents: number): Promise<void>;
  /** What is left. Cents. */
  balance(): Promise<number>;
  /** Runs the job as a worker does. */
  run(): Promise<void>;
  /** The row as it is stored. */
  row(): Promise<{
    state: string;
    pending_order_id: string | null;
    month: string | null;
    month_charged_nanos: string;
    stopped_code: string | null;
    stopped_message: string | null;
    quiet_until: Date | null;
  }>;
  /** Automatic orders, oldest first. */
  orders(): Promise<
    { id: string; state: string; total_minor: string; bonus_nanos: string; number: string }[]
  >;
  /** Kinds of the notices that were written, in order. */
  notices(): Promise<string[]>;
  later(milliseconds: number): Promise<void>;
}

/** A test's death: what ends a process there ends here as an error of its own kind. */
export class Died extends Error {}

/** Opens a world. */
export async function openWorld(options: { readonly faults?: FaultOptions } = {}): Promise<World> {
  const stripe = createStripeSimulator({
    ...(options.faults === undefined ? {} : { faults: options.faults }),
    retryAfterMillis: 20,
    pace: { refundSettlesAfterMillis: null, refundBouncesAfterMillis: null, disputeOpensAfterMillis: null },
  });
  await stripe.listen();
  afterAll(() => stripe.close());
  const secret = "whsec_1234567890";
  let deadly: string | null = null;
  let taxBps = 0;
  const due: { name: string; payload: unknown; key: string | undefined }[] = [];
  const enqueue = (name: string, payload: unknown, key: string | undefined, wait: number | undefined) => {
    if ((wait ?? 0) > 0 || (key !== undefined && due.some((each) => each.name === name && each.key === key)))
      return;
    due.push({ name, payload, key });
  };
  const test = await testApp({
    env: { stripeApiBase: stripe.url, stripeWebhookSecret: secret },
    outbox: outboxOf(async (_within, name, payload, job) =>
      enqueue(name, payload, job?.singletonKey, job?.startAfterSeconds),
    ),
    tax: { rateBps: async () => taxBps },
    probe: {
      reach(moment) {
        if (moment !== deadly) return;
        deadly = null;
        throw new Died(moment);
      },
    },
  });
  const base = await test.app.listen({ port: 0, host: "127.0.0.1" });
  stripe.control.registerEndpoint({ url: `${base}/webhooks/stripe`, secret });
  const { services } = test;

  const runJobs = async (): Promise<unknown[]> => {
    const errors: unknown[] = [];
    for (let quiet = 0; quiet < 2; ) {
      const delivered = await stripe.control.deliverPending();
      const waiting = due.length > 0;
      for (let job = due.shift(); job !== undefined; job = due.shift())
        if (job.name !== "notices.send")
          await runOne(services, job.name as JobName, job.payload).catch((error) => errors.push(error));
      quiet = delivered === 0 && !waiting ? quiet + 1 : 0;
    }
    return errors;
  };
  const world: World = {
    ...test,
    stripe,
    runJobs,
    dieAt: (moment) => {
      deadly = moment;
    },
    tax: (bps) => {
      taxBps = bps;
    },
    owner: (wish = {}) => openOwner(world, wish),
  };
  return world;
}

async function runOne(services: Services, name: JobName, payload: unknown): Promise<void> {
  // The payload is what a command enqueued under this very name; the map's own type cannot follow a name at run time.
  const handler = JOB_HANDLERS[name] as (services: Services, payload: unknown) => Promise<void>;
  await handler(services, payload);
}

/** Stands for usage: takes credits from a lot, as the engine's postings do. */
const spend = plainCommand({
  name: "test.spend",
  input: z.strictObject({ lotId: z.uuid(), amountNanos: z.string() }),
  async apply({ tx, now, context }, { lotId, amountNanos }) {
    await postJournal(tx, {
      kind: "usage.test",
      accountId: context.accountId ?? "",
      currency: "USD",
      decisionId: null,
      effectiveAt: now,
      recordedAt: now,
      postings: [
        debit("wallet.lot", BigInt(amountNanos), lotId),
        credit("revenue.usage", BigInt(amountNanos)),
      ],
    });
    return { answer: {}, target: { kind: "credit_lot", id: lotId } };
  },
});

async function openOwner(
  world: World,
  { zone = "UTC", cents: bought = 1000, card: number }: NonNullable<Parameters<World["owner"]>[0]>,
): Promise<Owner> {
  const { services, database, stripe } = world;
  const account = await openTestAccount(database, { zone });
  const { accountId, loginId } = account;
  await database.sql(
    `INSERT INTO billing_details (account_id, full_name, email, country, address_line, city, postal_code)
     VALUES ($1, 'Ada Lovelace', $2, 'GB', '1 St James Square', 'London', 'SW1Y 4JU')`,
    [accountId, account.email],
  );
  const as = (idempotencyKey: string = newId()): CommandContext => ({
    actor: { kind: "login", id: loginId },
    accountId,
    asPlatform: false,
    requestId: null,
    idempotencyKey,
  });
  const one = async <Row extends object>(text: string): Promise<Row> => {
    const [row] = await database.sql<Row & { [key: string]: unknown }>(text, [accountId]);
    if (row === undefined) throw new Error(`nothing there: ${text}`);
    return row;
  };
  const owner: Owner = {
    ...account,
    as,
    async order(count) {
      const { answer } = await services.runner.run(
        buyTopUp(services),
        {
          amount: toMoney(cents(count), "USD"),
          consents: { termsVersion: "2026-11", termsHash: "0".repeat(64), language: "en" },
          loginId,
        },
        as(),
      );
      await openCheckout(services, answer.orderId);
      const { provider_session_id: sessionId } = await one<{ provider_session_id: string }>(
        `SELECT provider_session_id FROM "order" WHERE account_id = $1 ORDER BY id DESC LIMIT 1`,
      );
      return { orderId: answer.orderId, sessionId };
    },
    async buy(count, card) {
      const { orderId, sessionId } = await owner.order(count);
      stripe.control.payCheckout(sessionId, card);
      await world.runJobs();
      return orderId;
    },
    card: async () =>
      (
        await one<{ id: string }>(
          "SELECT id FROM payment_method WHERE account_id = $1 AND ended_at IS NULL ORDER BY id DESC LIMIT 1",
        )
      ).id,
    async agree({ amount = 2000, below = 500, cap = 10_000 } = {}) {
      const paymentMethodId = await owner.card();
      const asked = {
        amount: toMoney(cents(amount), "USD"),
        threshold: toMoney(cents(below), "USD"),
        monthlyCap: toMoney(cents(cap), "USD"),
        paymentMethodId,
        language: "en",
        loginId,
      };
      // What the review shows and the owner sends back; here the fingerprint of the words is made from the numbers.
      const hash = consentHash("auto-top-up-1", "en", {
        currency: "USD",
        amountNanos: cents(amount),
        totalNanos: cents(amount),
        thresholdNanos: cents(below),
        monthlyCapNanos: cents(cap),
        paymentMethodId,
      });
      await services.runner.run(
        setAutoTopUp(services.tax),
        { ...asked, consent: { version: "auto-top-up-1", hash, language: "en" } },
        as(),
      );
    },
    async leave(count) {
      const left = cents((await owner.balance()) - count);
      const lots = await services.db.within(PLATFORM, (tx) => lotsOf(tx, accountId));
      let open = left;
      for (const lot of lots) {
        const taken = lot.remainingNanos < open ? lot.remainingNanos : open;
        if (taken > 0n)
          await services.runner.run(spend, { lotId: lot.id, amountNanos: taken.toString() }, as());
        open -= taken;
      }
    },
    balance: async () =>
      Number(
        (
          await one<{ sum: string }>(
            `SELECT coalesce(sum(l.balance), 0)::text AS sum FROM ledger_account l WHERE l.account_id = $1 AND l.code = 'wallet.lot'`,
          )
        ).sum,
      ) / 10_000_000,
    run: () => advanceAutoTopUp(services, { accountId }),
    row: () =>
      one(
        "SELECT *, month::text AS month, month_charged_nanos::text AS month_charged_nanos FROM auto_top_up WHERE account_id = $1",
      ),
    orders: () =>
      database.sql(
        `SELECT id, state, number, total_minor::text AS total_minor, bonus_nanos::text AS bonus_nanos FROM "order"
          WHERE account_id = $1 AND automatic ORDER BY id`,
        [accountId],
      ),
    notices: async () =>
      (
        await database.sql<{ kind: string }>("SELECT kind FROM notice WHERE account_id = $1 ORDER BY id", [
          accountId,
        ])
      ).map(({ kind }) => kind),
    async later(milliseconds) {
      await database.sql("UPDATE account SET clock_offset_ms = clock_offset_ms + $2 WHERE id = $1", [
        accountId,
        milliseconds,
      ]);
    },
  };
  await owner.buy(bought, number);
  return owner;
}
