import { signatureHeader } from "@tenure/sandbox/stripe";
import { WEBHOOK_SECRET } from "../support/live-market.ts";
import type { Market } from "../support/market.ts";

/** How a notification differs from what Stripe sends. */
export interface Tampering {
  /** Seconds the signature is ahead of now; negative is old. */
  readonly aheadSeconds?: number;
  readonly secret?: string;
  /** What arrives instead of the bytes that were signed. */
  readonly body?: string;
  readonly signature?: string;
}

/** Posts an event to the webhook door, signed as Stripe signs. @returns the status */
export async function notify(
  market: Pick<Market, "app">,
  event: object,
  { aheadSeconds = 0, secret = WEBHOOK_SECRET, body, signature }: Tampering = {},
): Promise<number> {
  const signed = JSON.stringify(event);
  const header = signature ?? signatureHeader(signed, [secret], Math.floor(Date.now() / 1000) + aheadSeconds);
  const { statusCode } = await market.app.inject({
    method: "POST",
    url: "/webhooks/stripe",
    headers: { "stripe-signature": header, "content-type": "application/json" },
    payload: body ?? signed,
  });
  return statusCode;
}

/** An event about an object, as Stripe renders it. */
export const eventAbout = (
  type: string,
  object: { readonly id: string },
  id = `evt_${crypto.randomUUID()}`,
) => ({
  id,
  object: "event",
  api_version: "2026-10-28.endive",
  created: Math.floor(Date.now() / 1000),
  data: { object },
  livemode: false,
  pending_webhooks: 1,
  request: { id: null, idempotency_key: null },
  type,
});
