import { lingui, linguiTransformerBabelPreset } from "@lingui/vite-plugin";
import babel from "@rolldown/plugin-babel";
import tailwindcss from "@tailwindcss/vite";
import { tanstackRouter } from "@tanstack/router-plugin/vite";
import { chunks, pdfData, precompress, splitAllButFirst, treeshake } from "@tenure/ui/build";
import react from "@vitejs/plugin-react";
import { defineConfig, loadEnv } from "vite";

const here = { cwd: import.meta.dirname };

export default defineConfig(({ mode }) => {
  const api = `http://127.0.0.1:${loadEnv(mode, import.meta.dirname)["VITE_API_PORT"] ?? "4010"}`;
  return {
    base: "/admin/",
    plugins: [
      // Order matters: routes are split first, then the macros of the pieces are compiled. Without parserOpts Babel
      // does not read the pieces ("'jsx' isn't currently enabled … ?tsr-split").
      tanstackRouter({ codeSplittingOptions: { splitBehavior: splitAllButFirst } }),
      babel({
        presets: [linguiTransformerBabelPreset({}, here)],
        parserOpts: { plugins: ["typescript", "jsx"] },
      }),
      react(),
      lingui({ failOnMissing: true, failOnCompileError: true, ...here }),
      tailwindcss(),
      pdfData(),
      precompress(),
    ],
    // Nothing inlined: the content security policy allows fonts and images from files only.
    build: {
      assetsInlineLimit: 0,
      // Every browser that this is built for preloads modules by itself.
      modulePreload: { polyfill: false },
      rolldownOptions: { treeshake, output: { codeSplitting: chunks } },
    },
    resolve: { dedupe: ["react", "react-dom", "@lingui/core", "@lingui/react", "@tanstack/react-query"] },
    server: { proxy: { "/api": api, "/v1": api } },
  };
});
