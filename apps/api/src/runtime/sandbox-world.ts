import { randomInt } from "node:crypto";
import { join } from "node:path";
import { SandboxError } from "@tenure/sandbox";
import { passOn } from "@tenure/sandbox/mailbox";
import type { VerificationChoice } from "@tenure/sandbox/stripe";
import { startPostgres } from "@tenure/sandbox/postgres";
import { type DemoAuthenticator, type Guide, startSandbox } from "@tenure/sandbox/server";
import pg from "pg";
import { DEFAULT_PORT, type Env, type GivenEnv, StartError } from "../env.ts";
import { nextFreePort } from "./free-port.ts";
import { claimRunning, refuseSecond } from "./running-file.ts";
import { publicHalfOf, type SandboxSecrets, sandboxSecrets } from "./sandbox-secrets.ts";

const LOOPBACK = "127.0.0.1";
const DATABASE = "tenure";
const BOUNCE_DOMAIN = "bounces.tenure.test";
const REFUNDS_ADDRESS = "refunds@tenure.test";
/** Ids that start like this are those of test merchants, with paths of their own. */
const ANTOM_CLIENT_ID = "SANDBOX_TENURE";
/** Test card of https://docs.stripe.com/testing. */
const INSUFFICIENT_FUNDS = "4000000000009995";

/** The outside world on this machine: database, payment provider, mail server, authenticator. */
export interface SandboxWorld {
  readonly env: Env;
  /** Where the simulators' pages are. */
  readonly sandboxUrl: string;
  /** True when the usual port was taken and another was chosen. */
  readonly portMoved: boolean;
  showAuthenticators(authenticators: readonly DemoAuthenticator[]): void;
  /** Fills the guided demo of the sandbox's pages. */
  showGuide(guide: Guide): void;
  /** Presses Pay on a hosted page, as the demo world's customer. */
  payCheckout(sessionId: string, card?: string): void;
  /** Presses Pay on a wallet's page. */
  payWallet(paymentId: string): void;
  /** Shows a document on the page of an identity check. */
  showDocument(
    sessionId: string,
    choice: VerificationChoice,
    name: { readonly given: string; readonly family: string },
    country: string,
  ): void;
  /** Makes a saved card one whose charges are declined for lack of funds. */
  emptyCard(providerMethodId: string): void;
  /** Text of the first mail to an address that holds some words, already here or yet to come. */
  mailTo(address: string, holding?: string): Promise<string>;
  /** Hands a mail to the sandbox's mail server, as anybody's mail program does. */
  sendMail(mail: { readonly source: Buffer; readonly from: string; readonly to: string }): Promise<void>;
  /** The newest text message to a number; null before there is one. */
  textTo(number: string): string | null;
  /** Stops everything; the data stays. */
  stop(): Promise<void>;
}

/**
 * Starts everything the product otherwise finds outside, with the settings that lead to it.
 * @throws StartError with one sentence on whatever is in the way
 */
export async function openSandboxWorld(given: GivenEnv): Promise<SandboxWorld> {
  const { dataDir } = given;
  const secrets = sandboxSecrets(dataDir);
  await refuseSecond(dataDir);
  const port = await portOf(given);
  // A name, not an address: passkeys belong to names.
  const publicUrl = given.publicUrl ?? `http://localhost:${port}`;
  const sandboxPort = await nextFreePort(port + 1, LOOPBACK);
  const bouncePort = await nextFreePort(sandboxPort + 1, LOOPBACK);
  const reportsDir = join(dataDir, "sandbox", "antom-reports");
  const [postgres, sandbox] = await startBoth(
    () => startPostgres({ dir: join(dataDir, "postgres") }),
    () =>
      startSandbox({
        port: sandboxPort,
        dataDir: join(dataDir, "sandbox"),
        bounces: { domain: BOUNCE_DOMAIN, port: bouncePort },
        requests: { address: given.refundsAddress ?? REFUNDS_ADDRESS, port: bouncePort },
        stripe: {
          endpoints: [
            { url: `http://${LOOPBACK}:${port}/webhooks/stripe`, secret: secrets.stripeWebhookSecret },
          ],
        },
        antom: {
          clientId: ANTOM_CLIENT_ID,
          merchantPublicKey: publicHalfOf(secrets.antomPrivateKey),
          notifyOrigin: `http://${LOOPBACK}:${port}`,
          reportsDir,
        },
      }),
  );
  let release = () => {};
  const stop = async () => {
    await sandbox.close();
    await postgres.stop();
    release();
  };
  try {
    await createDatabase(postgres.url("postgres"));
    release = claimRunning(dataDir, { url: publicUrl });
    return {
      env: completeEnv(given, secrets, {
        port,
        publicUrl,
        databaseUrl: postgres.url(DATABASE),
        stripeApiBase: sandbox.url,
        antom: {
          clientId: ANTOM_CLIENT_ID,
          privateKey: secrets.antomPrivateKey,
          publicKey: sandbox.antom.publicKey,
          apiBase: sandbox.url,
          reportsDir,
        },
        smtpUrl: sandbox.smtpUrl,
        bouncePort,
        sms: {
          url: sandbox.url,
          account: "sandbox",
          token: "sandbox-token",
          from: given.platformName.slice(0, 11),
        },
      }),
      sandboxUrl: sandbox.url,
      portMoved: given.port === null && port !== DEFAULT_PORT,
      showAuthenticators: (authenticators) => sandbox.setDemoAuthenticators(authenticators),
      showGuide: (guide) => sandbox.setGuide(guide),
      payCheckout: (sessionId, card) => void sandbox.stripe.control.payCheckout(sessionId, card),
      payWallet: (paymentId) => void sandbox.antom.control.pay(paymentId),
      showDocument: (sessionId, choice, name, country) =>
        void sandbox.stripe.control.submitVerification(sessionId, choice, {
          ...name,
          country,
          birthDate: "1988-04-12",
          number: `P${randomInt(1_000_000, 9_999_999)}`,
        }),
      emptyCard: (methodId) => sandbox.stripe.control.changeCard(methodId, INSUFFICIENT_FUNDS),
      sendMail: ({ to, ...mail }) =>
        passOn({ ...mail, to: [to] }, Number.parseInt(new URL(sandbox.smtpUrl).port, 10)),
      textTo: (number) => sandbox.phone.messages(number).at(-1)?.text ?? null,
      mailTo: async (address, holding = "") => {
        const mail = await sandbox.mailbox.waitFor(
          ({ recipients, text }) => recipients.includes(address) && text.includes(holding),
        );
        return mail.text;
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function completeEnv(
  given: GivenEnv,
  secrets: SandboxSecrets,
  world: {
    readonly port: number;
    readonly publicUrl: string;
    readonly databaseUrl: string;
    readonly stripeApiBase: string;
    readonly antom: NonNullable<Env["antom"]>;
    readonly smtpUrl: string;
    readonly bouncePort: number;
    readonly sms: NonNullable<Env["sms"]>;
  },
): Env {
  return {
    ...given,
    ...world,
    databaseOwnerUrl: world.databaseUrl,
    secret: given.secret ?? secrets.secret,
    signingKey: given.signingKey ?? secrets.signingKey,
    signingKeyId: given.signingKey === null ? secrets.signingKeyId : (given.signingKeyId ?? "sandbox"),
    vaultKey: given.vaultKey ?? secrets.vaultKey,
    stripeSecretKey: "sk_test_sandbox",
    stripeIdentityKey: "rk_test_sandbox",
    stripeWebhookSecret: secrets.stripeWebhookSecret,
    bounceDomain: BOUNCE_DOMAIN,
    refundsAddress: given.refundsAddress ?? REFUNDS_ADDRESS,
    mailFrom: given.mailFrom ?? `${given.platformName} <billing@tenure.test>`,
  };
}

/** Starts two things at once; when one fails, the other does not stay behind. */
async function startBoth<A extends { stop(): Promise<void> }, B extends { close(): Promise<void> }>(
  first: () => Promise<A>,
  second: () => Promise<B>,
): Promise<[A, B]> {
  const [a, b] = await Promise.allSettled([inWords(first), inWords(second)]);
  if (a.status === "fulfilled" && b.status === "fulfilled") return [a.value, b.value];
  if (a.status === "fulfilled") await a.value.stop();
  if (b.status === "fulfilled") await b.value.close();
  throw a.status === "rejected" ? a.reason : b.status === "rejected" ? b.reason : new Error("unreachable");
}

async function inWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof SandboxError) throw new StartError(error.message, { cause: error });
    throw error;
  }
}

async function createDatabase(url: string): Promise<void> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  try {
    const { rowCount } = await admin.query("SELECT 1 FROM pg_database WHERE datname = $1", [DATABASE]);
    if (rowCount === 0) await admin.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await admin.end();
  }
}

/** The port that was asked for; without one the usual or its neighbour; any free one for 0. */
async function portOf({ port }: GivenEnv): Promise<number> {
  if (port === null) return nextFreePort(DEFAULT_PORT, LOOPBACK);
  // Known before anything listens: the public address and the webhooks' addresses contain it.
  return port === 0 ? nextFreePort(randomInt(20_000, 45_000), LOOPBACK) : port;
}
