import { createStripeSimulator, type FaultOptions, type StripeSimulator } from "@tenure/sandbox/stripe";
import type { AntomSimulator } from "@tenure/sandbox/antom";
import type { PgBoss } from "pg-boss";
import { afterAll } from "vitest";
import type { IdentityMail } from "../../src/identity/identity-mail.ts";
import { createOutbox, openQueue } from "../../src/jobs/queue.ts";
import { createLog } from "../../src/log/log.ts";
import { createServices, type Services } from "../../src/runtime/services.ts";
import type { AntomParts } from "./antom.ts";
import { freshDatabase, type TestDatabase } from "./database.ts";
import { testEnv } from "./env.ts";
import { type MailServer, startMailServer } from "./mail-server.ts";
import { type Customer, type CustomerOptions, openCustomer, stockMarket } from "./market.ts";
import { quietLog } from "./quiet-log.ts";

/** The outside world with the product's real queue; what works on it is up to the test: processes, or itself. */
export interface LiveMarket {
  readonly database: TestDatabase;
  /** Services of the test's own process: they enqueue, and work only where a test starts workers. */
  readonly services: Services;
  readonly boss: PgBoss;
  readonly identityMails: IdentityMail[];
  readonly stripe: StripeSimulator;
  /** Only where it was asked for. */
  readonly antom: AntomSimulator | null;
  readonly mail: MailServer;
  /** Price of Pro by the month in dollars: $20.00. */
  readonly proPriceId: string;
  customer(options?: CustomerOptions): Promise<Customer>;
}

/** The signing secret of the market's notifications, as `testEnv` has it. */
export const WEBHOOK_SECRET = "whsec_1234567890";

/** Opens a market without workers. Faults are off unless asked for; closed after the file. */
export async function openLiveMarket(
  options: {
    readonly faults?: FaultOptions;
    readonly role?: "sender" | "worker";
    readonly antom?: AntomParts;
  } = {},
): Promise<LiveMarket> {
  const database = await freshDatabase();
  const stripe = createStripeSimulator({
    ...(options.faults === undefined ? {} : { faults: options.faults }),
    retryAfterMillis: 200,
    pace: { refundSettlesAfterMillis: null, refundBouncesAfterMillis: null, disputeOpensAfterMillis: null },
  });
  await stripe.listen();
  const mail = await startMailServer();
  await options.antom?.simulator.listen();
  const env = testEnv(database.url, {
    stripeApiBase: stripe.url,
    smtpUrl: mail.url,
    logLevel: "silent",
    antom: options.antom?.settings() ?? null,
  });
  const boss = await openQueue(database.url, { role: options.role ?? "sender", log: quietLog() });
  const identityMails: IdentityMail[] = [];
  const services = createServices(env, {
    db: database.db,
    outbox: createOutbox(boss),
    log: createLog(env),
    sendIdentityMail: async (mail) => {
      identityMails.push(mail);
    },
  });
  afterAll(async () => {
    await stripe.close();
    await options.antom?.simulator.close();
    await boss.stop({ graceful: false });
    await services.close();
  });
  await stockMarket(services, database);
  const [price] = await database.sql<{ id: string }>(
    `SELECT id FROM plan_price WHERE plan_id = 'pro' AND interval = 'month' AND currency = 'USD' ORDER BY version DESC`,
  );
  return {
    database,
    services,
    identityMails,
    boss,
    stripe,
    antom: options.antom?.simulator ?? null,
    mail,
    proPriceId: price?.id ?? "",
    customer: (options = {}) =>
      openCustomer({ services, database, stripe, runJobs: async () => {} }, options),
  };
}
