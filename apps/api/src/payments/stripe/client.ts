import Stripe from "stripe";

/** How to reach Stripe, or the simulator that speaks its protocol. */
export interface StripeConfig {
  readonly secretKey: string;
  readonly webhookSecret: string;
  /** Absent: the real Stripe. `http://127.0.0.1:4020` for the simulator. */
  readonly apiBase?: string;
}

/** Seconds a notification's signature may be old or ahead; Stripe's own helper accepts any future one. */
export const SIGNATURE_TOLERANCE_SECONDS = 300;

/** The official client. Two retries of its own, always under the key we give. */
export function createStripeClient(config: StripeConfig): Stripe {
  const base = config.apiBase === undefined ? null : new URL(config.apiBase);
  return new Stripe(config.secretKey, {
    maxNetworkRetries: 2,
    timeout: 15_000,
    telemetry: false,
    ...(base === null
      ? {}
      : { host: base.hostname, port: base.port, protocol: base.protocol === "https:" ? "https" : "http" }),
  });
}

export { Stripe };
