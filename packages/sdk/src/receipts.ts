/** What a receipt stands for; a signature of one kind never passes as another's. */
export type ReceiptPurpose =
  | "tenure.decision.v1"
  | "tenure.preview.v1"
  | "tenure.audit.v1"
  | "tenure.statement.v1";

/** A published key, as `/.well-known/tenure-keys.json` lists them; `publicKey` is 32 bytes in hex. */
export interface ReceiptKey {
  readonly keyId: string;
  readonly publicKey: string;
}

/** Whether a receipt is genuine, or why it is not. */
export type ReceiptVerification =
  | { readonly valid: true }
  | {
      readonly valid: false;
      readonly reason: "malformed" | "wrong_purpose" | "unknown_key" | "digest_mismatch" | "bad_signature";
    };

/** A receipt and what to hold it against. */
export interface VerifyReceiptParams {
  /** As it was answered or saved. */
  readonly receipt: unknown;
  /** The published keys; keep a copy of them. */
  readonly keys: readonly ReceiptKey[];
  /** `tenure.decision.v1` without it. */
  readonly purpose?: ReceiptPurpose;
  /** WebCrypto where there is no global one: Node 18 has `webcrypto` in `node:crypto`. It must know Ed25519. */
  readonly crypto?: Pick<Crypto, "subtle">;
}

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/**
 * Verifies a receipt without any request: Ed25519 (RFC 8032) over its purpose, a line break and the canonical text (RFC 8785)
 * of its body. Never throws for what is in the receipt.
 * @throws DOMException (`NotSupportedError`) where this platform's WebCrypto knows no Ed25519
 */
export async function verifyReceipt(params: VerifyReceiptParams): Promise<ReceiptVerification> {
  const { receipt, keys, purpose = "tenure.decision.v1" } = params;
  const { subtle } = params.crypto ?? globalThis.crypto;
  const no = (reason: Extract<ReceiptVerification, { valid: false }>["reason"]) =>
    ({ valid: false, reason }) as const;
  if (!isReceipt(receipt)) return no("malformed");
  let text: string;
  try {
    text = canonical(receipt.body);
  } catch {
    // A number that is no whole one, half a character, or nested beyond all sense.
    return no("malformed");
  }
  if (receipt.purpose !== purpose) return no("wrong_purpose");
  const key = keys.find(({ keyId }) => keyId === receipt.keyId);
  if (key === undefined || !/^[0-9a-f]{64}$/.test(key.publicKey)) return no("unknown_key");
  const encoder = new TextEncoder();
  const digest = new Uint8Array(await subtle.digest("SHA-256", encoder.encode(text)));
  if (hex(digest) !== receipt.digest) return no("digest_mismatch");
  const publicKey = await subtle.importKey("raw", bytes(key.publicKey), "Ed25519", false, ["verify"]);
  const signed = encoder.encode(`${purpose}\n${text}`);
  return (await subtle.verify("Ed25519", publicKey, bytes(receipt.signature), signed))
    ? { valid: true }
    : no("bad_signature");
}

interface Receipt {
  readonly purpose: string;
  readonly keyId: string;
  readonly digest: string;
  readonly signature: string;
  readonly body: Json;
}

/** Nothing beside what is signed: a receipt with more in it would lend its name to what nobody signed. */
function isReceipt(value: unknown): value is Receipt {
  if (typeof value !== "object" || value === null) return false;
  const { purpose, keyId, digest, signature, body, ...others } = value as Record<string, unknown>;
  return (
    typeof purpose === "string" &&
    typeof keyId === "string" &&
    typeof digest === "string" &&
    typeof signature === "string" &&
    /^[0-9a-f]{128}$/.test(signature) &&
    body !== undefined &&
    Object.keys(others).length === 0
  );
}

/** Equal values have equal texts. @throws TypeError on what no signed value holds: floats, lone surrogates */
function canonical(value: Json): string {
  if (typeof value === "string") {
    if (/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(value))
      throw new TypeError("half a character");
    return JSON.stringify(value);
  }
  if (typeof value === "number" && (!Number.isSafeInteger(value) || Object.is(value, -0)))
    throw new TypeError("not a whole number");
  if (value === null || typeof value !== "object") return String(value);
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(canonical).join(",")}]`;
  const members = value as Readonly<Record<string, Json>>;
  return `{${Object.keys(members)
    .sort()
    .map((name) => `${canonical(name)}:${canonical(members[name] as Json)}`)
    .join(",")}}`;
}

const hex = (from: Uint8Array): string =>
  Array.from(from, (byte) => byte.toString(16).padStart(2, "0")).join("");
const bytes = (from: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(from.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
