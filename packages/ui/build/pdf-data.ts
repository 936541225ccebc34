import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Plugin } from "vite";

/** What a PDF may lean on without bringing it, and what decodes old scans; of the last, only what is no WebAssembly. */
const FOLDERS = {
  cmaps: /\.bcmap$/,
  standard_fonts: /\.(?:pfb|ttf)$/,
  wasm: /_nowasm_fallback\.js$/,
} as const;

/**
 * Puts the data of the PDF reader beside the app's files, under `assets/pdf/` and the reader's version, since what lies in
 * `assets` is kept for a year; in development it is served from there too.
 */
export function pdfData(): Plugin {
  const require = createRequire(import.meta.url);
  const root = dirname(require.resolve("pdfjs-dist/package.json"));
  const { version } = require("pdfjs-dist/package.json") as { readonly version: string };
  return {
    name: "tenure-pdf-data",
    async generateBundle() {
      for (const [folder, wanted] of Object.entries(FOLDERS))
        for (const name of await readdir(join(root, folder)))
          if (wanted.test(name))
            this.emitFile({
              type: "asset",
              fileName: `assets/pdf/${version}/${folder}/${name}`,
              source: await readFile(join(root, folder, name)),
            });
    },
    configureServer({ middlewares, config }) {
      middlewares.use(`${config.base}assets/pdf/${version}`, (request, response, next) => {
        const [, folder = "", name = ""] = (request.url ?? "").split("/");
        const wanted = Object.entries(FOLDERS).find(([each]) => each === folder)?.[1];
        if (wanted?.test(name) !== true) return next();
        if (name.endsWith(".js")) response.setHeader("content-type", "text/javascript");
        readFile(join(root, folder, name)).then((bytes) => response.end(bytes), next);
      });
    },
  };
}
