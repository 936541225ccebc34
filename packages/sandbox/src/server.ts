import { join } from "node:path";
import fastify from "fastify";
import { type Mailbox, startMailbox } from "./mailbox/index.ts";
import { createSandboxPhone, type SandboxPhone } from "./phone/index.ts";
import type { Guide } from "./guide/guide.ts";
import { registerGuidePages } from "./guide/guide-routes.ts";
import { SimulatedClock } from "./stripe/clock.ts";
import { type AntomSimulator, type AntomSimulatorOptions, createAntomSimulator } from "./antom/simulator.ts";
import { type DemoAuthenticator, registerStartPages } from "./pages/start-pages.ts";
import { listenError } from "./sandbox-error.ts";
import {
  createStripeSimulator,
  type StripeSimulator,
  type StripeSimulatorOptions,
} from "./stripe/simulator.ts";

export type * from "./guide/guide.ts";
export type { DemoAuthenticator } from "./pages/start-pages.ts";

export interface SandboxOptions {
  /** TCP port of the web server on 127.0.0.1; free choice without it. */
  readonly port?: number;
  /** TCP port of the SMTP server on 127.0.0.1; free choice without it. */
  readonly smtpPort?: number;
  /** Folder that keeps payments and mails across restarts; in memory without it. */
  readonly dataDir?: string;
  /** Where failure reports about mails go by SMTP, on 127.0.0.1: those to an address of the domain. */
  readonly bounces?: { readonly domain: string; readonly port: number };
  /** Where mails to an address of the product go by SMTP, on 127.0.0.1: as they are, besides being kept. */
  readonly requests?: { readonly address: string; readonly port: number };
  readonly stripe?: Omit<StripeSimulatorOptions, "stateFile" | "clock">;
  readonly antom?: Omit<AntomSimulatorOptions, "stateFile" | "clock">;
  readonly demoAuthenticators?: readonly DemoAuthenticator[];
}

export interface Sandbox {
  /** Base URL of the Stripe, Antom and SMS APIs, the hosted pages, the control page, the mailbox and the phone. */
  readonly url: string;
  /** For nodemailer, e.g. `smtp://127.0.0.1:2525`. */
  readonly smtpUrl: string;
  readonly stripe: StripeSimulator;
  readonly antom: AntomSimulator;
  readonly mailbox: Mailbox;
  readonly phone: SandboxPhone;
  /** Replaces the logins that the authenticator page shows. */
  setDemoAuthenticators(authenticators: readonly DemoAuthenticator[]): void;
  /** Fills the guided demo, which only the product can. */
  setGuide(guide: Guide): void;
  /** Stops everything; nothing is left running. */
  close(): Promise<void>;
}

/**
 * Starts the outside world on the loopback interface: Stripe and Antom with their hosted pages, a mailbox, a phone, an authenticator.
 * @throws SandboxError `port_taken`, `unwritable_folder`, `disk_full`
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { dataDir } = options;
  const mailbox = await startMailbox({
    ...(options.smtpPort === undefined ? {} : { smtpPort: options.smtpPort }),
    ...(dataDir === undefined ? {} : { storeDir: join(dataDir, "mail") }),
    ...(options.bounces === undefined ? {} : { bounces: options.bounces }),
    ...(options.requests === undefined ? {} : { requests: options.requests }),
  });
  // One world, one clock.
  const clock = new SimulatedClock();
  const stripe = createStripeSimulator({
    ...options.stripe,
    clock,
    ...(dataDir === undefined ? {} : { stateFile: join(dataDir, "stripe.ndjson") }),
  });
  const antom = createAntomSimulator({
    ...options.antom,
    clock,
    ...(dataDir === undefined ? {} : { stateFile: join(dataDir, "antom.ndjson") }),
  });
  const phone = createSandboxPhone(dataDir === undefined ? undefined : join(dataDir, "phone.ndjson"));
  let authenticators = options.demoAuthenticators ?? [];
  let guide: Guide | null = null;
  const app = fastify({ forceCloseConnections: true, bodyLimit: 1024 * 1024 });
  stripe.mount(app);
  antom.mount(app);
  mailbox.mount(app);
  phone.mount(app);
  registerGuidePages(app, () => guide);
  registerStartPages(app, {
    stripeUrl: () => stripe.url,
    smtpUrl: mailbox.smtpUrl,
    authenticators: () => authenticators,
  });
  const close = async (): Promise<void> => {
    await Promise.all([stripe.close(), antom.close()]);
    await Promise.all([app.close(), mailbox.close()]);
  };
  try {
    const url = await app.listen({ port: options.port ?? 0, host: "127.0.0.1" });
    stripe.startAt(url);
    antom.startAt(url);
  } catch (error) {
    await close();
    throw listenError("the sandbox", options.port ?? 0, error);
  }
  return {
    url: stripe.url,
    smtpUrl: mailbox.smtpUrl,
    stripe,
    antom,
    mailbox,
    phone,
    setDemoAuthenticators(next) {
      authenticators = next;
    },
    setGuide(next) {
      guide = next;
    },
    close,
  };
}
