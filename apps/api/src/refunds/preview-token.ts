import { type Json, type PublicKey, sign, signedSchema, verify } from "@tenure/core/decision";
import { z } from "zod";
import type { Signer } from "../decisions/store.ts";

/** What a preview token says: which preview of which order, by its version (R4.5). */
const bodySchema = z.strictObject({
  accountId: z.uuid(),
  orderId: z.uuid(),
  previewVersion: z.string().regex(/^[0-9a-f]{64}$/),
  /** The amount the button showed, nanos as text. */
  finalNanos: z.string(),
});

type PreviewBody = z.infer<typeof bodySchema>;

/** Signs a preview, so that a submit can name it and nobody can make one up. */
export const signPreview = (signer: Signer, body: PreviewBody): string =>
  Buffer.from(JSON.stringify(sign("tenure.preview.v1", body satisfies Json, signer.key))).toString(
    "base64url",
  );

/** Reads a preview token. @returns null when it is not ours */
export function readPreview(token: string, keys: readonly PublicKey[]): PreviewBody | null {
  let candidate: unknown;
  try {
    candidate = JSON.parse(Buffer.from(token, "base64url").toString("utf8"));
  } catch {
    return null;
  }
  if (!verify(candidate, "tenure.preview.v1", keys).valid) return null;
  const signed = signedSchema.parse(candidate);
  return bodySchema.safeParse(signed.body).data ?? null;
}
