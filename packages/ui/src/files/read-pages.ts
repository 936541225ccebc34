import { fetchPiece } from "../foundation/fetch-piece.ts";
import { detailOf } from "./detail-of.ts";

/** A stranger's file that was looked at: when, and its pages as pictures. */
export interface LookedAt {
  /** ISO-8601 UTC instant. */
  readonly at: string;
  readonly pages: readonly ImageBitmap[];
  /** How many pages there are; more than `pages` where a file has very many. */
  readonly pageCount: number;
}

/** The file arrived, and is not what can be drawn: damaged, or locked with a password. */
export class Unreadable extends Error {
  override readonly name = "Unreadable";
}

/** What reads PDFs could not be fetched; the file was not asked for. */
export class ReaderMissing extends Error {
  override readonly name = "ReaderMissing";
}

/**
 * Fetches a picture or a PDF, which the server writes down as a look. It is decoded here and drawn with whoever looks on it,
 * so that the bare page is nowhere in the document. @throws Error with the server's words; Unreadable; ReaderMissing
 */
export async function readPages(address: string, type: string, signal: AbortSignal): Promise<LookedAt> {
  // Before the file: a look that shows nothing must not be written down.
  const reader = type === PDF ? await pdfReader() : null;
  const response = await fetch(address, {
    headers: { "accept-language": document.documentElement.lang },
    cache: "no-store",
    signal,
  });
  if (!response.ok) throw new Error(detailOf(await response.text()));
  const at = new Date().toISOString();
  const file = await response.blob();
  if (reader === null) return { at, pages: [await decoded(file)], pageCount: 1 };
  try {
    return { at, ...(await reader.pagesOfPdf(new Uint8Array(await file.arrayBuffer()), signal)) };
  } catch (error) {
    signal.throwIfAborted();
    throw new Unreadable(String(error));
  }
}

const PDF = "application/pdf";

/** Large, and needed where a PDF is looked at only. */
async function pdfReader() {
  try {
    return await fetchPiece(() => import("./pages-of-pdf.ts"));
  } catch (error) {
    throw new ReaderMissing(String(error));
  }
}

async function decoded(file: Blob): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(file);
  } catch (error) {
    throw new Unreadable(String(error));
  }
}
