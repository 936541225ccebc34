import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { discoverLifecycles } from "./lifecycles.ts";
import { generatedPages } from "./pages.ts";

const root = join(import.meta.dirname, "../..");
const pages = await generatedPages(root);

describe("docs/generated", () => {
  it.each(Object.entries(pages))("%s is current (otherwise run: pnpm run docs)", (name, expected) => {
    expect(readFileSync(join(root, "docs/generated", name), "utf8")).toBe(expected);
  });

  it("draws every lifecycle exactly once", async () => {
    const lifecycles = await discoverLifecycles(root);
    for (const { name } of lifecycles)
      expect(pages["lifecycles.md"]?.split("\n").filter((row) => row === `## ${name}`)).toHaveLength(1);
    expect(pages["lifecycles.md"]?.match(/```mermaid/g) ?? []).toHaveLength(lifecycles.length);
  });
});
