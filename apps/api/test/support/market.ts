import { emptyModelRates } from "@tenure/core/pricing";
import type { AntomSimulator } from "@tenure/sandbox/antom";
import { createStripeSimulator, type FaultOptions, type StripeSimulator } from "@tenure/sandbox/stripe";
import { afterAll } from "vitest";
import type { AntomParts } from "./antom.ts";
import { seedPlans } from "../../src/catalog/seed-plans.ts";
import type { CommandContext } from "../../src/command/command.ts";
import type { Probe } from "../../src/command/probe.ts";
import { ofAccount } from "../../src/db/database.ts";
import { newId } from "../../src/db/ids.ts";
import type { SmsSettings } from "../../src/env.ts";
import { JOB_HANDLERS } from "../../src/jobs/handlers.ts";
import type { JobName, JobOptions } from "../../src/jobs/outbox.ts";
import { openCheckout } from "../../src/orders/open-checkout.ts";
import { subscribe } from "../../src/orders/subscribe.ts";
import type { TaxCalculator } from "../../src/orders/tax.ts";
import type { Services } from "../../src/runtime/services.ts";
import { usageOf } from "./usage.ts";
import { openTestAccount, type TestAccount } from "./account.ts";
import { type MailServer, startMailServer } from "./mail-server.ts";
import { type SentJob, testApp, type TestApp } from "./app.ts";
import type { TestDatabase } from "./database.ts";
import { outboxOf } from "./outbox.ts";

/** One input token costs one cent: sums are done in the head. */
export const CENT_MODEL = "cent-a-token";

/** A person with an account that can buy, use and refund. */
export interface Customer extends TestAccount {
  /** The owner's context, under a fresh key or the given one. */
  as(idempotencyKey?: string): CommandContext;
  /** Makes a pending order of a plan with its payment page open. */
  order(plan?: "pro" | "max" | "ultra"): Promise<{ readonly orderId: string; readonly sessionId: string }>;
  /** Buys and pays, with everything that follows done. @returns the order's id */
  subscribe(plan?: "pro" | "max" | "ultra", card?: string): Promise<string>;
  /** Uses so many cents of included usage. */
  use(cents: number): Promise<void>;
  /** Opens a hold of so many cents. @returns its id */
  hold(cents: number): Promise<string>;
  settle(holdId: string, cents: number): Promise<void>;
  /** Moves this account's clock ahead, as a sandbox account may. */
  later(milliseconds: number): Promise<void>;
}

/** How an account differs from the usual one. */
export interface CustomerOptions {
  readonly zone?: string;
  readonly language?: string;
  readonly currency?: string;
}

/** The product in front of a Stripe one can talk to. Jobs wait until `runJobs`. */
export interface Market extends TestApp {
  /** Where it listens. */
  readonly base: string;
  readonly stripe: StripeSimulator;
  /** Only where it was asked for: its keys take a while to make. */
  readonly antom: AntomSimulator | null;
  /** Jobs that threw, in order: what the queue would bring back. */
  readonly failed: SentJob[];
  readonly mail: MailServer;
  customer(options?: CustomerOptions): Promise<Customer>;
  /** Delivers every notification and runs every job until none is left. @returns the errors that jobs threw */
  runJobs(): Promise<unknown[]>;
}

/** Opens a market. Faults are off unless asked for. */
export async function openMarket(
  options: {
    readonly faults?: FaultOptions;
    readonly tax?: TaxCalculator;
    readonly probe?: Probe;
    readonly antom?: AntomParts;
    /** Without it no text message can be sent. */
    readonly sms?: SmsSettings;
  } = {},
): Promise<Market> {
  const stripe = createStripeSimulator({
    ...(options.faults === undefined ? {} : { faults: options.faults }),
    retryAfterMillis: 20,
    pace: { refundSettlesAfterMillis: null, refundBouncesAfterMillis: null, disputeOpensAfterMillis: null },
  });
  await stripe.listen();
  const secret = "whsec_1234567890";
  // Jobs due now wait here for runJobs; one that is due later is what a test brings back itself, clock and all.
  const due: SentJob[] = [];
  const note = async (
    _within: unknown,
    name: JobName,
    payload: unknown,
    options?: JobOptions,
  ): Promise<void> => {
    if ((options?.startAfterSeconds ?? 0) === 0) due.push({ name, payload });
  };
  const mail = await startMailServer();
  await options.antom?.simulator.listen();
  const test = await testApp({
    env: {
      stripeApiBase: stripe.url,
      stripeWebhookSecret: secret,
      smtpUrl: mail.url,
      sms: options.sms ?? null,
      ...(options.antom === undefined ? {} : { antom: options.antom.settings() }),
    },
    outbox: outboxOf(note),
    ...(options.tax === undefined ? {} : { tax: options.tax }),
    ...(options.probe === undefined ? {} : { probe: options.probe }),
  });
  const base = await test.app.listen({ port: 0, host: "127.0.0.1" });
  stripe.control.registerEndpoint({ url: `${base}/webhooks/stripe`, secret });
  afterAll(async () => {
    await stripe.close();
    await options.antom?.simulator.close();
  });
  const { services, database } = test;
  await stockMarket(services, database);

  const failed: SentJob[] = [];
  const runJobs = async (): Promise<unknown[]> => {
    const errors: unknown[] = [];
    for (let quiet = 0; quiet < 2; ) {
      const delivered =
        (await stripe.control.deliverPending()) +
        (options.antom === undefined ? 0 : await options.antom.deliverTo(base));
      const waiting = due.length > 0;
      for (let job = due.shift(); job !== undefined; job = due.shift())
        await runOne(services, job.name as JobName, job.payload).catch((error) => {
          failed.push(job);
          errors.push(error);
        });
      quiet = delivered === 0 && !waiting ? quiet + 1 : 0;
    }
    return errors;
  };

  return {
    ...test,
    base,
    mail,
    jobs: due,
    failed,
    stripe,
    antom: options.antom?.simulator ?? null,
    runJobs,
    customer: (options = {}) => openCustomer({ services, database, stripe, runJobs }, options),
  };
}

/** What a market sells: the plans, and a model whose tokens cost a cent. */
export async function stockMarket(services: Services, database: TestDatabase): Promise<void> {
  await seedPlans(services.runner);
  await database.sql(
    `INSERT INTO model_price (model, version, currency, rates, digest, source, effective_from)
     VALUES ($1, 1, 'USD', $2, 'd1', 'test', '2020-01-01')`,
    [
      CENT_MODEL,
      JSON.stringify({
        ...emptyModelRates("USD"),
        base: { standard: { input: "10000000", output: "10000000" }, batch: {}, priority: {}, flex: {} },
      }),
    ],
  );
}

/** What a customer needs of a market. */
interface CustomerParts {
  readonly services: Services;
  readonly database: TestDatabase;
  readonly stripe: StripeSimulator;
  /** Lets everything that is due happen. */
  runJobs(): Promise<unknown>;
}

/** Opens an account with billing details, and a hand that acts for its owner. */
export async function openCustomer(
  { services, database, stripe, runJobs }: CustomerParts,
  { zone = "UTC", language = "en", currency = "USD" }: CustomerOptions = {},
): Promise<Customer> {
  const account = await openTestAccount(database, { zone, language, currency });
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
  const order: Customer["order"] = async (plan = "pro") => {
    const [price] = await database.sql<{ id: string }>(
      `SELECT id FROM plan_price WHERE plan_id = $1 AND interval = 'month' AND currency = 'USD'
          AND effective_from <= clock_timestamp() AND withdrawn_at IS NULL ORDER BY version DESC LIMIT 1`,
      [plan],
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
    const row = await services.db.within(ofAccount(accountId), (tx) =>
      tx.order.findUniqueOrThrow({ where: { id: answer.orderId } }),
    );
    return { orderId: answer.orderId, sessionId: row.providerSessionId ?? "" };
  };
  return {
    ...account,
    as,
    order,
    async subscribe(plan, card) {
      const { orderId, sessionId } = await order(plan);
      stripe.control.payCheckout(sessionId, card);
      await runJobs();
      return orderId;
    },
    async use(cents) {
      const answer = await usageOf(services).record(
        { events: [{ clientEventId: newId(), model: CENT_MODEL, tokens: { inputTokens: cents } }] },
        as(),
      );
      const failed = answer.results.find((each) => each.status !== "recorded");
      if (failed !== undefined) throw new Error(`usage was not recorded: ${JSON.stringify(failed)}`);
    },
    async hold(cents) {
      const answer = await usageOf(services).authorize(
        { model: CENT_MODEL, maxInputTokens: cents, maxOutputTokens: 0 },
        as(),
      );
      return answer.holdId;
    },
    async settle(holdId, cents) {
      await usageOf(services).settle(
        { holdId, clientEventId: newId(), tokens: { inputTokens: cents } },
        as(),
      );
    },
    async later(milliseconds) {
      await database.sql("UPDATE account SET clock_offset_ms = clock_offset_ms + $2 WHERE id = $1", [
        accountId,
        milliseconds,
      ]);
    },
  };
}

async function runOne(services: Services, name: JobName, payload: unknown): Promise<void> {
  // The payload is what a command enqueued under this very name; the map's own type cannot follow a name at run time.
  const handler = JOB_HANDLERS[name] as (services: Services, payload: unknown) => Promise<void>;
  await handler(services, payload);
}
