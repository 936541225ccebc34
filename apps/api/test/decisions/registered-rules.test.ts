import { globSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import { REGISTERED_RULES } from "../../src/decisions/registered-rules.ts";

const core = join(import.meta.dirname, "../../../../packages/core/src");

const isRule = (value: unknown): value is (typeof REGISTERED_RULES)[number] =>
  typeof value === "object" && value !== null && "redecide" in value && "rulesVersion" in value;

it("every rule of core is in the registry, so that whatever it decided can be replayed", async () => {
  // Every folder of core, so that the rules of a noun added later are looked for without a line here.
  const modules: Record<string, unknown>[] = await Promise.all(
    globSync("*/index.ts", { cwd: core }).map((entry) => import(pathToFileURL(join(core, entry)).href)),
  );
  const rules = modules.flatMap((module) => Object.values(module).filter(isRule));
  expect(rules.length).toBeGreaterThan(5);
  const names = (list: readonly { kind: string; rulesVersion: number }[]) =>
    list.map((rule) => `${rule.kind} ${rule.rulesVersion}`);
  expect(names(rules).filter((name) => !names(REGISTERED_RULES).includes(name))).toEqual([]);
  expect(new Set(names(REGISTERED_RULES)).size).toBe(REGISTERED_RULES.length);
});
