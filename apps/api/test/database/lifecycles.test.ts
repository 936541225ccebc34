import { globSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Lifecycle, statesOf } from "@tenure/core/lifecycle";
import { expect, it } from "vitest";
import { freshDatabase } from "../support/database.ts";

const database = await freshDatabase();

const isLifecycle = (value: unknown): value is Lifecycle<string, string> =>
  typeof value === "object" && value !== null && "name" in value && "initial" in value && "table" in value;

/** Every lifecycle that a folder of core exports: one added later is compared without a line here. */
async function lifecyclesOfCore(): Promise<Lifecycle<string, string>[]> {
  const found: Lifecycle<string, string>[] = [];
  const core = join(import.meta.dirname, "../../../../packages/core/src");
  for (const entry of globSync("*/index.ts", { cwd: core })) {
    const module: Record<string, unknown> = await import(pathToFileURL(join(core, entry)).href);
    found.push(...Object.values(module).filter(isLifecycle));
  }
  return found;
}

/** The values in a CHECK constraint; empty where the database has none of that name. */
async function allowedBy(constraint: string): Promise<string[]> {
  const [row] = await database.sql<{ definition: string }>(
    "SELECT pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE conname = $1 AND contype = 'c'",
    [constraint],
  );
  return [...(row?.definition ?? "").matchAll(/'(\w+)'/g)].map((match) => match[1] ?? "").sort();
}

/** Names of all tables: a lifecycle whose rows no migration made yet has nothing to be compared with. */
const tables = new Set(
  (
    await database.sql<{ name: string }>(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'",
    )
  ).map(({ name }) => name),
);
const lifecycles = (await lifecyclesOfCore()).filter(({ name }) => tables.has(name));

it("finds core's lifecycles", () => {
  expect(lifecycles.map((each) => each.name)).toEqual(
    expect.arrayContaining(["note", "order", "refund", "subscription"]),
  );
});

it.each(lifecycles.map((each) => [each.name, each] as const))(
  "constraint %s_state allows exactly the states of the lifecycle",
  async (name, lifecycle) => {
    expect(await allowedBy(`${name}_state`)).toEqual(statesOf(lifecycle).sort());
  },
);
