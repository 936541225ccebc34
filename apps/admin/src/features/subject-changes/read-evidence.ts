import { detailOf } from "./upload-evidence.ts";

/** A piece of evidence that was looked at: when, and its pages as pictures. */
export interface LookedAt {
  /** ISO-8601 UTC instant. */
  readonly at: string;
  readonly pages: readonly ImageBitmap[];
}

/**
 * Fetches a picture, which the server writes down as a look. It is decoded here and drawn with whoever looks on it, so
 * that the bare picture is nowhere on the page. @throws Error with the server's words
 */
export async function readEvidence(address: string, signal: AbortSignal): Promise<LookedAt> {
  const response = await fetch(address, {
    headers: { "accept-language": document.documentElement.lang },
    cache: "no-store",
    signal,
  });
  if (!response.ok) throw new Error(detailOf(await response.text()));
  const at = new Date().toISOString();
  return { at, pages: [await createImageBitmap(await response.blob())] };
}
