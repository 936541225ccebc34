import { createPrivateKey, hash, type KeyObject, sign as signBytes } from "node:crypto";
import {
  canonicalize,
  type DecisionJson,
  type Json,
  type PublicKey,
  publicKeyOf,
  type Signed,
  type SigningKey,
} from "@tenure/core/decision";
import type { Tx } from "../db/database.ts";
import { newId } from "../db/ids.ts";

/** Signs decisions and previews; knows every key ever published. */
export interface Signer {
  readonly key: SigningKey;
  readonly publicKey: PublicKey;
}

/** A signer of one key. Its public half is published with the first decision it signs. */
export const createSigner = (key: SigningKey): Signer => ({ key, publicKey: publicKeyOf(key) });

/** What Ed25519 keys begin with in PKCS #8 (RFC 8410); the seed follows. */
const PKCS8_PREFIX = Buffer.from("302e020100300506032b657004220420", "hex");
const keys = new WeakMap<SigningKey, KeyObject>();

/**
 * Digest and signature of a text as `sign` of core makes them, byte by byte (Ed25519 is deterministic; a test compares),
 * at a tenth of the time: a batch of renewals signs a hundred decisions.
 */
function seal(text: string, key: SigningKey): Pick<Signed, "digest" | "signature"> {
  let secret = keys.get(key);
  if (secret === undefined) {
    secret = createPrivateKey({
      key: Buffer.concat([PKCS8_PREFIX, Buffer.from(key.secretKey, "hex")]),
      format: "der",
      type: "pkcs8",
    });
    keys.set(key, secret);
  }
  return {
    digest: hash("sha256", text),
    signature: signBytes(null, Buffer.from(`tenure.decision.v1\n${text}`), secret).toString("hex"),
  };
}

/** What `sign` of core makes of a decision. */
export const signReceipt = (decision: Json, key: SigningKey): Signed => ({
  purpose: "tenure.decision.v1",
  keyId: key.keyId,
  ...seal(canonicalize(decision), key),
  body: decision as Signed["body"],
});

/** A decision as its row holds it, signed. Amounts of the row's own are none: everything is in the receipt. */
export function signedDecision(signer: Signer, decision: DecisionJson) {
  const receipt = signReceipt(decision as Json, signer.key);
  return {
    kind: decision.kind,
    rulesVersion: decision.rulesVersion,
    policyVersion: decision.policyVersion,
    outcome: decision.outcome,
    receipt: receipt as object,
    digest: receipt.digest,
    decidedAt: new Date(decision.decidedAt),
  };
}

/** A signed decision as the JSON text of its receipt: the text that was signed is in it and not made once more. */
export function signedText(
  { key }: Signer,
  decision: DecisionJson,
): Pick<Signed, "digest"> & { text: string } {
  const body = canonicalize(decision as Json);
  const { digest, signature } = seal(body, key);
  const { keyId } = key;
  const sealed = JSON.stringify({ purpose: "tenure.decision.v1", keyId, digest, signature });
  return { digest, text: `${sealed.slice(0, -1)},"body":${body}}` };
}

/** Stores a submitted decision, signed. @param accountId null: it is about no account @returns its id */
export async function storeDecision(
  tx: Tx,
  signer: Signer,
  accountId: string | null,
  commandId: string | null,
  decision: DecisionJson,
): Promise<string> {
  const id = newId();
  await tx.decision.createMany({
    data: { id, accountId, commandId, ...signedDecision(signer, decision) },
  });
  return id;
}

/** Publishes the verification key; called once at start. */
export async function publishKey(tx: Tx, signer: Signer): Promise<void> {
  await tx.publishedKey.createMany({
    data: { keyId: signer.publicKey.keyId, publicKey: signer.publicKey.publicKey },
    skipDuplicates: true,
  });
}
