import {
  type DecisionJson,
  type Json,
  type PublicKey,
  publicKeyOf,
  type SigningKey,
  sign,
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

/** A decision as its row holds it, signed. Amounts of the row's own are none: everything is in the receipt. */
export function signedDecision(signer: Signer, decision: DecisionJson) {
  const receipt = sign("tenure.decision.v1", decision as Json, signer.key);
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
