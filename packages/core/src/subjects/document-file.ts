/** Kinds of documents that are taken: what a browser can show without running anything, and PDF. */
export const documentTypes = ["application/pdf", "image/png", "image/jpeg"] as const;

/** One of them. */
export type DocumentType = (typeof documentTypes)[number];

/** Bytes of a file at most. */
export const MAX_DOCUMENT_BYTES = 10 * 1024 * 1024;
/** Files of a review at most. */
export const MAX_DOCUMENTS = 10;
/** Points of a picture at most: a small file can unfold into more memory than a computer has. */
const MAX_PIXELS = 50_000_000;

/** Why a file is not taken. */
export type DocumentProblem = "empty" | "too_large" | "type" | "damaged" | "too_many_pixels" | "active";

/** What a file is, by its bytes and never by its name (threat 26). */
export type JudgedDocument =
  | { readonly type: DocumentType; readonly problem: null }
  | { readonly type: null; readonly problem: DocumentProblem };

const refuse = (problem: DocumentProblem): JudgedDocument => ({ type: null, problem });

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** What a PDF may not ask for: scripts, programs, files inside, forms that send, encryption that hides them. */
const ACTIVE =
  /\/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData|Encrypt|OpenAction|AA)(?![A-Za-z])/;
/** Bytes that may follow the end of a PDF: line ends of honest programs, no second file. */
const PDF_TAIL_BYTES = 32;

/**
 * Judges a file by its bytes: its type, whether it is whole and nothing stands behind its end, how many points it has, and
 * whether a PDF wants to do something.
 */
export function judgeDocument(bytes: Uint8Array): JudgedDocument {
  if (bytes.length === 0) return refuse("empty");
  if (bytes.length > MAX_DOCUMENT_BYTES) return refuse("too_large");
  if (startsWith(bytes, PNG)) return judgePng(bytes);
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return judgeJpeg(bytes);
  if (startsWith(bytes, [...textBytes("%PDF-")])) return judgePdf(bytes);
  return refuse("type");
}

function judgePng(bytes: Uint8Array): JudgedDocument {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = PNG.length;
  let pixels: number | null = null;
  while (at + 12 <= bytes.length) {
    const length = view.getUint32(at);
    const name = latin1(bytes, at + 4, at + 8);
    if (at + 12 + length > bytes.length) return refuse("damaged");
    if (pixels === null) {
      if (name !== "IHDR" || length < 8) return refuse("damaged");
      pixels = view.getUint32(at + 8) * view.getUint32(at + 12);
    }
    at += 12 + length;
    if (name === "IEND") {
      if (at !== bytes.length || pixels === 0) return refuse("damaged");
      return pixels > MAX_PIXELS ? refuse("too_many_pixels") : { type: "image/png", problem: null };
    }
  }
  return refuse("damaged");
}

function judgeJpeg(bytes: Uint8Array): JudgedDocument {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 4 || view.getUint16(bytes.length - 2) !== 0xffd9) return refuse("damaged");
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return refuse("damaged");
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const length = view.getUint16(at + 2);
    if (length < 2 || at + 2 + length > bytes.length) return refuse("damaged");
    // Frames of any coding (SOF0 to SOF15) but the tables and arithmetic marks among them.
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) {
      if (length < 8) return refuse("damaged");
      const pixels = view.getUint16(at + 5) * view.getUint16(at + 7);
      if (pixels === 0) return refuse("damaged");
      return pixels > MAX_PIXELS ? refuse("too_many_pixels") : { type: "image/jpeg", problem: null };
    }
    // Picture data before any frame: nothing says how large it is.
    if (marker === 0xda) return refuse("damaged");
    at += 2 + length;
  }
  return refuse("damaged");
}

function judgePdf(bytes: Uint8Array): JudgedDocument {
  const text = latin1(bytes, 0, bytes.length);
  const end = text.lastIndexOf("%%EOF");
  if (end < 0 || text.slice(end + 5).trim() !== "" || text.length - end > PDF_TAIL_BYTES)
    return refuse("damaged");
  // A name may spell letters as #xx: read as a reader would.
  const plain = text.replaceAll(/#([0-9A-Fa-f]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return ACTIVE.test(plain) ? refuse("active") : { type: "application/pdf", problem: null };
}

const startsWith = (bytes: Uint8Array, start: readonly number[]): boolean =>
  start.every((byte, place) => bytes[place] === byte);

const textBytes = (text: string): readonly number[] => [...text].map((letter) => letter.charCodeAt(0));

function latin1(bytes: Uint8Array, from: number, to: number): string {
  const parts: string[] = [];
  for (let at = from; at < to; at += 8192)
    parts.push(String.fromCharCode(...bytes.subarray(at, Math.min(at + 8192, to))));
  return parts.join("");
}
