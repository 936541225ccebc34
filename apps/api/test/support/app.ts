import { Writable } from "node:stream";
import type { FastifyInstance } from "fastify";
import { afterAll } from "vitest";
import type { Env } from "../../src/env.ts";
import { createApp } from "../../src/http/app.ts";
import type { IdentityMail } from "../../src/identity/identity-mail.ts";
import { createLog } from "../../src/log/log.ts";
import { createServices, type ServiceParts, type Services } from "../../src/runtime/services.ts";
import { freshDatabase, type TestDatabase } from "./database.ts";
import { testEnv } from "./env.ts";
import { outboxOf } from "./outbox.ts";

/** A job that a command put into the outbox. */
export interface SentJob {
  readonly name: string;
  readonly payload: unknown;
}

/** The product on a database of its own, without a port. */
export interface TestApp {
  readonly app: FastifyInstance;
  readonly services: Services;
  readonly database: TestDatabase;
  /** Mails of the identity service, in order. */
  readonly identityMails: IdentityMail[];
  /** Jobs enqueued, in order; rolled back commands leave theirs here too, since nothing is stored. */
  readonly jobs: SentJob[];
  /** Every line that was logged. */
  logText(): string;
}

/** Starts the product on a fresh database. `parts` replace what a test needs otherwise. */
export async function testApp(
  options: { readonly env?: Partial<Env> } & Partial<ServiceParts> = {},
): Promise<TestApp> {
  const { env: changes, ...parts } = options;
  const database = await freshDatabase();
  const identityMails: IdentityMail[] = [];
  const jobs: SentJob[] = [];
  const lines: string[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  const env = testEnv(database.url, changes);
  const all: ServiceParts = {
    db: database.db,
    log: createLog(env, sink),
    outbox: outboxOf(async (_within, name, payload) => {
      jobs.push({ name, payload });
    }),
    sendIdentityMail: async (mail) => {
      identityMails.push(mail);
    },
    ...parts,
  };
  const services = createServices(env, all);
  const app = await createApp(services);
  await app.ready();
  afterAll(async () => {
    await app.close();
    // Its connections as well: idle ones would hold the mail server, and the database, for a while after the file.
    await services.close();
  });
  return { app, services, database, identityMails, jobs, logText: () => lines.join("") };
}
