/** Kind of object that an event is about. Newer servers may know more. */
export type WebhookObject =
  | "account"
  | "auto_top_up"
  | "credit_lot"
  | "dispute"
  | "gift_subscription"
  | "order"
  | "plan_change"
  | "refund"
  | "refund_case"
  | "subject_change"
  | "subscription"
  | "webhook_endpoint"
  | (string & {});

/** What is sent to a webhook endpoint: which object changed, and where to read it as it is now. */
export interface WebhookPayload {
  /** The same with every attempt: what was seen once need not be done again. */
  readonly id: string;
  /** Such as `refund.refunded`: the object, and the state that it came to. */
  readonly type: string;
  readonly timestamp: string;
  readonly accountId: string;
  readonly data: { readonly object: WebhookObject; readonly id: string };
  /** Counts the events of this object; a lower one than seen before is late. */
  readonly sequence: number;
  readonly link: string;
}

/** Why a delivery is not believed. */
export type WebhookProblem =
  | "header_missing"
  | "timestamp_malformed"
  | "timestamp_too_old"
  | "timestamp_too_new"
  | "signature_wrong"
  | "body_malformed";

/** A delivery that did not come from Tenure, or not now: answer it with 400 and do nothing. */
export class WebhookVerificationError extends Error {
  readonly code: WebhookProblem;
  constructor(code: WebhookProblem) {
    super(`The webhook cannot be trusted: ${code}.`);
    this.name = "WebhookVerificationError";
    this.code = code;
  }
}

/** A delivery as your server received it. */
export interface VerifyWebhookParams {
  /** The body byte for byte, unparsed: parsed and printed again it is another. */
  readonly body: string | Uint8Array;
  /** Of the request: a `Headers`, or an object with lower-case names as Node has it. */
  readonly headers: Headers | Readonly<Record<string, string | readonly string[] | undefined>>;
  /** `whsec_…`, as it was shown once; several while one replaces another. */
  readonly secret: string | readonly string[];
  /** Now in milliseconds, for tests. */
  readonly now?: number;
  /** WebCrypto where there is no global one: Node 18 has `webcrypto` in `node:crypto`. */
  readonly crypto?: Pick<Crypto, "subtle">;
}

const TOLERANCE_SECONDS = 300;

/**
 * Checks that a delivery is from Tenure and five minutes old at most, and returns what it says. Standard Webhooks, so any
 * verifier of it does as well. @throws WebhookVerificationError
 */
export async function verifyWebhook(params: VerifyWebhookParams): Promise<WebhookPayload> {
  const { headers, secret } = params;
  const header = (name: string): string => {
    const value = headers instanceof Headers ? headers.get(name) : headers[name];
    const text = typeof value === "string" ? value : "";
    if (text === "") throw new WebhookVerificationError("header_missing");
    return text;
  };
  const [id, timestamp, signatures] = [
    header("webhook-id"),
    header("webhook-timestamp"),
    header("webhook-signature"),
  ];
  if (!/^\d{1,12}$/.test(timestamp)) throw new WebhookVerificationError("timestamp_malformed");
  const age = Math.floor((params.now ?? Date.now()) / 1000) - Number(timestamp);
  if (age > TOLERANCE_SECONDS) throw new WebhookVerificationError("timestamp_too_old");
  if (age < -TOLERANCE_SECONDS) throw new WebhookVerificationError("timestamp_too_new");
  const encoder = new TextEncoder();
  const body = typeof params.body === "string" ? encoder.encode(params.body) : params.body;
  const head = encoder.encode(`${id}.${timestamp}.`);
  const signed = new Uint8Array(head.length + body.length);
  signed.set(head);
  signed.set(body, head.length);
  const given = signatures
    .split(" ")
    .flatMap((each) => (each.startsWith("v1,") ? bytesOf(each.slice(3)) : []));
  const { subtle } = params.crypto ?? globalThis.crypto;
  for (const each of typeof secret === "string" ? [secret] : secret) {
    const [raw] = bytesOf(each.replace(/^whsec_/, ""));
    if (raw === undefined || raw.length < 24) throw new TypeError("secret is not that of a webhook endpoint");
    const key = await subtle.importKey("raw", raw, { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
    // Compared by the platform, in a time that does not tell where they differ.
    for (const signature of given)
      if (await subtle.verify("HMAC", key, signature, signed)) return parsed(body);
  }
  throw new WebhookVerificationError("signature_wrong");
}

/** Bytes of a base64 text, in a list; an empty one where it is none. */
function bytesOf(text: string): Uint8Array<ArrayBuffer>[] {
  try {
    return [Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))];
  } catch {
    return [];
  }
}

function parsed(body: Uint8Array): WebhookPayload {
  try {
    return JSON.parse(new TextDecoder().decode(body)) as WebhookPayload;
  } catch {
    throw new WebhookVerificationError("body_malformed");
  }
}
