import { defineConfig } from "tsdown";

export default defineConfig({
  entry: {
    index: "src/index.ts",
    "preview/index": "src/preview/index.ts",
    "money/index": "src/money/index.ts",
    "schemas/index": "src/schemas/index.ts",
    "terms/index": "src/terms/index.ts",
  },
  // The formulas of core stand beside its schemas; a preview needs none of those.
  treeshake: { manualPureFunctions: ["z", "defineLifecycle"] },
  format: ["esm", "cjs"],
  dts: true,
  platform: "neutral",
  target: "es2022",
  tsconfig: "tsconfig.json",
});
