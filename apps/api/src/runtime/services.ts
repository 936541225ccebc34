import { NO_PROBE, type Probe } from "../command/probe.ts";
import { type CommandRunner, createRunner } from "../command/runner.ts";
import { type Database, openDatabase } from "../db/database.ts";
import { createSigner, type Signer } from "../decisions/store.ts";
import type { Env } from "../env.ts";
import { type Auth, createAuth } from "../identity/auth.ts";
import type { SendIdentityMail } from "../identity/identity-mail.ts";
import type { Outbox } from "../jobs/outbox.ts";
import { createLog, type Log } from "../log/log.ts";
import { NO_TAX, type TaxCalculator } from "../orders/tax.ts";
import { createPaymentProviders, type PaymentProviders } from "../payments/providers.ts";
import { countCommands, createMetrics, type Metrics } from "../metrics/metrics.ts";

/** Everything the doors, jobs and the command line work with. */
export interface Services {
  readonly env: Env;
  readonly db: Database;
  readonly runner: CommandRunner;
  readonly signer: Signer;
  readonly outbox: Outbox;
  readonly auth: Auth;
  /** The rails for money, by name. */
  readonly payments: PaymentProviders;
  readonly tax: TaxCalculator;
  /** Watches nothing outside tests. */
  readonly probe: Probe;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Gives connections back. */
  close(): Promise<void>;
}

/** What the composition is given: the queue, the post, and in tests a log or a probe. */
export interface ServiceParts {
  readonly outbox: Outbox;
  readonly sendIdentityMail: SendIdentityMail;
  readonly db?: Database;
  readonly log?: Log;
  readonly probe?: Probe;
  readonly payments?: PaymentProviders;
  readonly tax?: TaxCalculator;
}

/** Puts the parts together. Connects to nothing yet: the pool opens with the first query. */
export function createServices(env: Env, parts: ServiceParts): Services {
  const { outbox } = parts;
  const log = parts.log ?? createLog(env);
  const db = parts.db ?? openDatabase(env.databaseUrl);
  const signer = createSigner({ keyId: env.signingKeyId, secretKey: env.signingKey });
  const metrics = createMetrics(db);
  const probe = parts.probe ?? NO_PROBE;
  const runner = countCommands(createRunner({ db, signer, outbox, probe }), metrics);
  const payments = parts.payments ?? createPaymentProviders(env);
  const tax = parts.tax ?? NO_TAX;
  const auth = createAuth({ env, db, sendMail: parts.sendIdentityMail });
  return {
    env,
    db,
    runner,
    signer,
    outbox,
    auth,
    payments,
    tax,
    probe,
    log,
    metrics,
    close: () => db.close(),
  };
}
