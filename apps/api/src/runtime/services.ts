import { NO_PROBE, type Probe } from "../command/probe.ts";
import { type CommandRunner, createRunner } from "../command/runner.ts";
import { type Database, openDatabase } from "../db/database.ts";
import { createSigner, type Signer } from "../decisions/store.ts";
import type { Env } from "../env.ts";
import { type Auth, createAuth } from "../identity/auth.ts";
import type { SendIdentityMail } from "../identity/identity-mail.ts";
import type { Outbox } from "../jobs/outbox.ts";
import { type AccessLog, accessLogIn } from "../log/access-log.ts";
import { createLog, type Log } from "../log/log.ts";
import { countCommands, createMetrics, type Metrics } from "../metrics/metrics.ts";
import { identityMailByNotice } from "../notices/identity-mail.ts";
import { createMailer, type Mailer } from "../notices/mailer.ts";
import { type ChangeFeed, openChangeFeed } from "../live-updates/change-feed.ts";
import { NO_TAX, type TaxCalculator } from "../orders/tax.ts";
import { taxByTable } from "../orders/tax-table.ts";
import { createStripeIdentity } from "../payments/stripe/identity-checks.ts";
import { createPaymentProviders, type PaymentProviders, stripeConfigOf } from "../payments/providers.ts";
import { createUsageEngine } from "../usage/engine/engine.ts";
import { createSmsSender, type SmsSender } from "../phones/sms-sender.ts";
import type { IdentityProvider } from "../subjects/identity-provider.ts";
import { createVault, type Vault } from "../vault/vault.ts";
import type { UsageEngine } from "../usage/engine/types.ts";

/** Everything the doors, jobs and the command line work with. */
export interface Services {
  readonly env: Env;
  readonly db: Database;
  readonly runner: CommandRunner;
  readonly signer: Signer;
  readonly outbox: Outbox;
  readonly auth: Auth;
  readonly payments: PaymentProviders;
  /** Who checks documents of persons. */
  readonly identity: IdentityProvider;
  /** Who people are, sealed. */
  readonly vault: Vault;
  readonly tax: TaxCalculator;
  readonly mailer: Mailer;
  /** Null where no SMS service is set up. */
  readonly sms: SmsSender | null;
  readonly log: Log;
  /** Where each answered request is written down. */
  readonly accessLog: AccessLog;
  readonly metrics: Metrics;
  /** The hot path: promises for requests in flight, and what they used. */
  readonly usage: UsageEngine;
  /** What changes in the database, as it changes: for screens that show it. */
  readonly changes: ChangeFeed;
  /** Watches named moments, for tests that end the process there. */
  readonly probe: Probe;
  /** Gives connections back. */
  close(): Promise<void>;
}

/** What the composition is given: the queue, and whatever a test puts in place of the real thing. */
export interface ServiceParts {
  readonly outbox: Outbox;
  readonly sendIdentityMail?: SendIdentityMail;
  readonly db?: Database;
  readonly log?: Log;
  readonly accessLog?: AccessLog;
  readonly mailer?: Mailer;
  readonly payments?: PaymentProviders;
  readonly tax?: TaxCalculator;
  readonly probe?: Probe;
}

/** Puts the parts together. Connects to nothing yet: the pool opens with the first query. */
export function createServices(env: Env, parts: ServiceParts): Services {
  const { outbox, probe = NO_PROBE } = parts;
  const log = parts.log ?? createLog(env);
  const accessLog = parts.accessLog ?? accessLogIn(log);
  const db = parts.db ?? openDatabase(env.databaseUrl);
  const signer = createSigner({ keyId: env.signingKeyId, secretKey: env.signingKey });
  const metrics = createMetrics(db);
  const runner = countCommands(createRunner({ db, signer, outbox, probe }), metrics);
  const sendMail = parts.sendIdentityMail ?? identityMailByNotice(db, outbox);
  const usage = createUsageEngine({ databaseUrl: env.databaseUrl, outbox, signer, probe });
  const changes = openChangeFeed(env.databaseUrl);
  const mailer = parts.mailer ?? createMailer(env.smtpUrl, env.mailFrom);
  return {
    env,
    db,
    runner,
    signer,
    outbox,
    auth: createAuth({ env, db, sendMail, log }),
    payments: parts.payments ?? createPaymentProviders(env),
    identity: createStripeIdentity(stripeConfigOf(env), env.stripeIdentityKey),
    vault: createVault(env.vaultKey),
    tax: parts.tax ?? (env.taxTable === null ? NO_TAX : taxByTable(env.taxTable)),
    mailer,
    sms: env.sms === null ? null : createSmsSender(env.sms),
    log,
    accessLog,
    metrics,
    usage,
    changes,
    probe,
    async close() {
      mailer.close();
      accessLog.flush();
      await changes.close();
      await usage.close();
      await db.close();
    },
  };
}
