import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import Stripe from "stripe";
import { onTestFinished } from "vitest";
import {
  createStripeSimulator,
  type StripeSimulator,
  type StripeSimulatorOptions,
} from "../src/stripe/index.ts";

/** The official package, pointed at a simulator. */
export function clientOf(url: string, maxNetworkRetries = 0): Stripe {
  const { hostname, port } = new URL(url);
  return new Stripe("sk_test_sandbox", {
    host: hostname,
    port: Number(port),
    protocol: "http",
    maxNetworkRetries,
  });
}

/** A simulator of its own for one test, closed afterwards. Pace: nothing happens by itself. */
export async function simulated(
  options: StripeSimulatorOptions = {},
): Promise<{ simulator: StripeSimulator; stripe: Stripe; url: string }> {
  const simulator = createStripeSimulator({
    ...options,
    pace: {
      refundSettlesAfterMillis: null,
      refundBouncesAfterMillis: null,
      refundReferenceAfterMillis: null,
      disputeOpensAfterMillis: null,
      ...options.pace,
    },
  });
  const url = await simulator.listen();
  onTestFinished(() => simulator.close());
  return { simulator, stripe: clientOf(url), url };
}

export function temporaryFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), "tenure sandbox-"));
  chmodSync(dir, 0o755); // as root, the database server runs as somebody else and must be able to enter
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** What a webhook receiver got. */
export interface Received {
  readonly body: string;
  readonly signature: string;
}

/** A webhook receiver; `answer` decides the status of each delivery. */
export async function receiver(
  answer: (received: Received, count: number) => number | Promise<number> = () => 200,
): Promise<{ url: string; received: Received[] }> {
  const received: Received[] = [];
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const one = {
      body: Buffer.concat(chunks).toString(),
      signature: String(request.headers["stripe-signature"]),
    };
    received.push(one);
    response.writeHead(await answer(one, received.length)).end();
  };
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}/hook`,
    received,
  };
}

/** Waits until `ready` holds, at most 5 s. */
export async function until(ready: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (let waited = 0; waited < 250; waited++) {
    if (await ready()) return;
    await sleep(20);
  }
  throw new Error(`never happened: ${what}`);
}

/** A session for `amountMinor` US cents that saves the card. */
export function session(
  stripe: Stripe,
  amountMinor: number,
  customer?: string,
): Promise<Stripe.Checkout.Session> {
  return stripe.checkout.sessions.create({
    mode: "payment",
    ...(customer === undefined ? {} : { customer }),
    client_reference_id: "order-1",
    success_url: "http://127.0.0.1/success?session={CHECKOUT_SESSION_ID}",
    cancel_url: "http://127.0.0.1/cancel",
    line_items: [
      {
        price_data: { currency: "usd", unit_amount: amountMinor, product_data: { name: "Pro" } },
        quantity: 1,
      },
    ],
    payment_intent_data: { setup_future_usage: "off_session", metadata: { orderId: "order-1" } },
    metadata: { orderId: "order-1" },
  });
}

/** A paid order: the payment intent's id and its charge's. */
export async function paid(
  simulator: StripeSimulator,
  stripe: Stripe,
  amountMinor: number,
  card?: string,
): Promise<{ intent: string; charge: string; customer: string; method: string }> {
  const customer = await stripe.customers.create({ email: "mei@example.com" });
  const open = await session(stripe, amountMinor, customer.id);
  simulator.control.payCheckout(open.id, card);
  const done = await stripe.checkout.sessions.retrieve(open.id, { expand: ["payment_intent"] });
  const intent = done.payment_intent;
  if (intent === null || typeof intent === "string") throw new Error("the session was not paid");
  if (typeof intent.latest_charge !== "string") throw new Error("the payment has no charge");
  if (typeof intent.payment_method !== "string") throw new Error("the payment has no card");
  return {
    intent: intent.id,
    charge: intent.latest_charge,
    customer: customer.id,
    method: intent.payment_method,
  };
}
