import type { Server } from "node:http";
import type { FastifyInstance } from "fastify";
import { seedPlans } from "../catalog/seed-plans.ts";
import { PLATFORM } from "../db/database.ts";
import { migrate } from "../db/migrate.ts";
import { publishKey } from "../decisions/store.ts";
import { type Env, type GivenEnv, StartError } from "../env.ts";
import { createApp } from "../http/app.ts";
import { mailboxesOf } from "../incoming-mail/mailboxes.ts";
import { startMailListener } from "../incoming-mail/smtp-listener.ts";
import { keepSeller } from "../invoices/seller.ts";
import { JOB_HANDLERS } from "../jobs/handlers.ts";
import { createOutbox, openQueue } from "../jobs/queue.ts";
import { startWorkers } from "../jobs/workers.ts";
import { createAccessLog } from "../log/access-log.ts";
import { createLog } from "../log/log.ts";
import { keepPolicies, readPolicies } from "../policy-versions/in-force.ts";
import { seedPolicies } from "../policy-versions/seed.ts";
import { tellDemoStory } from "./demo-story.ts";
import { type DemoLogin, seedDemoWorld } from "./demo-world.ts";
import { productionEnv } from "./production-env.ts";
import { requirePort } from "./free-port.ts";
import type { SandboxWorld } from "./sandbox-world.ts";
import { schemaState } from "./schema-state.ts";
import { createServices, type Services } from "./services.ts";
import { inStartWords } from "./start-sentence.ts";

/** A process that runs. */
export interface Running {
  readonly services: Services;
  /** Address this process listens on. */
  readonly address: string;
  /** Null in production. */
  readonly sandbox: { readonly world: SandboxWorld; readonly logins: readonly DemoLogin[] } | null;
  /** Accepts nothing new, finishes what is under way, gives everything back. */
  stop(): Promise<void>;
}

/**
 * Starts what the role asks for: migrations, the queue, the doors, the workers; in the sandbox the outside world first.
 * @throws StartError whose message says in one sentence what to do; whatever was started is stopped again
 */
export async function start(given: GivenEnv): Promise<Running> {
  const host = given.sandbox ? "127.0.0.1" : "0.0.0.0";
  if (given.port !== null) await requirePort(given.port, host);
  const undo: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (let last = undo.pop(); last !== undefined; last = undo.pop()) await last();
  };
  let databaseUrl = given.databaseUrl;
  try {
    const world = given.sandbox ? await openWorld(given) : null;
    if (world !== null) undo.push(() => world.stop());
    const env = world?.env ?? productionEnv(given);
    databaseUrl = env.databaseUrl;
    await prepareDatabase(env);
    const services = await openServices(env, undo);
    const logins = world === null ? [] : await seedDemoWorld(services);
    world?.showAuthenticators(
      logins.flatMap(({ email, totpSecret }) =>
        totpSecret === null ? [] : [{ label: email, base32Secret: totpSecret }],
      ),
    );
    const app = await createApp(services, env.role === "worker" ? "operations" : "all");
    const address = await listen(app, env.port, host);
    undo.push(() => app.close());
    if (env.bouncePort !== null && env.role !== "worker") {
      const listener = await startMailListener(services, mailboxesOf(services), {
        port: env.bouncePort,
        host,
      });
      undo.push(() => listener.close());
    }
    if (world !== null && env.role === "all") {
      await openGuide(services, world, logins, app.server);
      await tellDemoStory(services, world);
    }
    return { services, address, sandbox: world === null ? null : { world, logins }, stop };
  } catch (error) {
    await stop();
    throw databaseUrl === null ? error : inStartWords(error, databaseUrl);
  }
}

/** Loaded only where it is wanted: production runs without the simulators and their dependencies. */
const openWorld = async (given: GivenEnv) => (await import("./sandbox-world.ts")).openSandboxWorld(given);

/** Loaded with the sandbox only, as that is: where there is none, there is no guided demo. */
async function openGuide(
  services: Services,
  world: SandboxWorld,
  logins: readonly DemoLogin[],
  server: Server,
): Promise<void> {
  const { createGuide, watchVerifications } = await import("./guide/guide.ts");
  const guide = createGuide(services, world, logins);
  watchVerifications(server, guide);
  world.showGuide(guide);
}

/** Brings the schema to this build's. Several processes may do it at once: the migrator, which installs the queue too, lets them take turns. */
async function prepareDatabase(env: Env): Promise<void> {
  const { unknown } = await schemaState(env.databaseOwnerUrl);
  if (unknown.length > 0)
    throw new StartError(
      `The database was migrated by a newer Tenure (${unknown.join(", ")}): start that version, or restore a backup made before it.`,
    );
  await migrate(env.databaseOwnerUrl);
}

/** Opens queue and services; the workers run before any door opens, so that what a door enqueues is taken at once. */
async function openServices(env: Env, undo: (() => Promise<void>)[]): Promise<Services> {
  const log = createLog(env);
  const works = env.role !== "api";
  const boss = await openQueue(env.databaseUrl, { role: works ? "worker" : "sender", log });
  undo.push(() => boss.stop({ graceful: true, timeout: 10_000 }));
  const services = createServices(env, { outbox: createOutbox(boss), log, accessLog: createAccessLog(env) });
  undo.push(() => services.close());
  await publishSigningKey(services);
  await seedPolicies(services.runner, services.db);
  await readPolicies(services.db);
  undo.push(keepPolicies(services));
  await seedPlans(services.runner);
  await keepSeller(services.db, env.seller);
  if (works) {
    const workers = await startWorkers({ ...services, boss }, JOB_HANDLERS);
    undo.push(() => workers.stop());
  }
  return services;
}

/** Publishes the verification key. A key id that was used with another key would make old receipts unverifiable. */
async function publishSigningKey({ db, signer, env }: Services): Promise<void> {
  await db.within(PLATFORM, (tx) => publishKey(tx, signer));
  const published = await db.prisma.publishedKey.findUniqueOrThrow({ where: { keyId: env.signingKeyId } });
  if (published.publicKey !== signer.publicKey.publicKey)
    throw new StartError(
      `TENURE_SIGNING_KEY_ID ${env.signingKeyId} was used with another key before: give the new key an id of its own.`,
    );
}

async function listen(app: FastifyInstance, port: number, host: string): Promise<string> {
  try {
    return await app.listen({ port, host });
  } catch (error) {
    await app.close();
    if (error instanceof Error && "code" in error && error.code === "EADDRINUSE")
      throw new StartError(
        `Port ${port} is taken: stop the program that uses it, or set PORT to another one.`,
        {
          cause: error,
        },
      );
    throw error;
  }
}
