import { createHash } from "node:crypto";
import { PassThrough, Readable } from "node:stream";
import yazl from "yazl";
import type { EvidenceFile } from "./evidence-files.ts";

/** What a manifest says of a file. */
interface Listed {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * The evidence as a ZIP, written as it is read: each file opens when the one before is through. The manifest comes last,
 * since it holds the hashes of what was really sent; `onManifest` gets its own before the end of the ZIP leaves.
 */
export function evidenceZip(
  about: object,
  files: readonly EvidenceFile[],
  onManifest: (sha256: string) => Promise<void>,
): Readable {
  const zip = new yazl.ZipFile();
  // A failure half-way must break the download, so that a short file never looks like a whole one.
  const out = new PassThrough();
  const fail = (error: unknown) => out.destroy(error instanceof Error ? error : new Error(String(error)));
  zip.once("error", fail);
  const listed: Listed[] = [];
  const add = (name: string, open: () => AsyncIterable<string | Buffer>) =>
    zip.addReadStreamLazy(name, {}, (done) => {
      const stream = Readable.from(open(), { objectMode: false });
      stream.once("error", fail);
      done(null, stream);
    });
  for (const { name, open } of files)
    add(name, async function* () {
      const hash = createHash("sha256");
      let bytes = 0;
      for await (const part of open()) {
        const portion = Buffer.from(part);
        hash.update(portion);
        bytes += portion.length;
        yield portion;
      }
      listed.push({ name, bytes, sha256: hash.digest("hex") });
    });
  add("manifest.json", async function* () {
    const manifest = `${JSON.stringify({ ...about, files: listed }, null, 2)}\n`;
    await onManifest(createHash("sha256").update(manifest).digest("hex"));
    yield Buffer.from(manifest);
  });
  zip.end();
  zip.outputStream.pipe(out);
  return out;
}
