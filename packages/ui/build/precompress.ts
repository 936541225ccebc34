import { readdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { gzipAsync } from "@gfx/zopfli";
import type { Plugin } from "vite";

const COMPRESSIBLE = /\.(?:m?js|css|html|svg|json)$/;
/** Below this the headers outweigh what is saved. */
const MIN_BYTES = 1024;
/** What everybody gets first is packed as small as it goes: seconds once, for everybody's first second. */
const FIRST = /^first-/;

/**
 * Writes `.br` and `.gz` beside every text file of the build, for a static server with `preCompressed`:
 * compressing the same file for every visitor costs more than the whole rest of serving it.
 */
export function precompress(): Plugin {
  let outDir = "";
  return {
    name: "tenure-precompress",
    apply: "build",
    configResolved: (config) => {
      outDir = join(config.root, config.build.outDir);
    },
    closeBundle: async () => {
      const names = await readdir(outDir, { recursive: true }).catch(() => []);
      await Promise.all(
        names
          .filter((name) => COMPRESSIBLE.test(name))
          .map(async (name) => {
            const path = join(outDir, name);
            const bytes = await readFile(path);
            if (bytes.length < MIN_BYTES) return;
            const first = FIRST.test(basename(name));
            // Zopfli finds what gzip's own search does not, a twenty-fifth less.
            const zipped = first ? gzipAsync(bytes, { numiterations: 15 }) : promisify(gzip)(bytes);
            await Promise.all([
              zipped.then((packed) => writeFile(`${path}.gz`, packed)),
              brotli(bytes, first ? 11 : 9).then((packed) => writeFile(`${path}.br`, packed)),
            ]);
          }),
      );
    },
  };
}

function brotli(bytes: Buffer, quality: number): Promise<Buffer> {
  // A window no larger than the file: most are small, and clearing four megabytes for each takes longer than
  // compressing it.
  const window = Math.min(22, Math.max(10, Math.ceil(Math.log2(bytes.length))));
  return promisify(brotliCompress)(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: quality,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      [constants.BROTLI_PARAM_LGWIN]: window,
    },
  });
}
