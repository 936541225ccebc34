import { globSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { diagramOf, type Lifecycle } from "@tenure/core";

type AnyLifecycle = Lifecycle<string, string>;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

/** Whether an exported value is a lifecycle table. */
const isLifecycle = (value: unknown): value is AnyLifecycle =>
  isObject(value) &&
  typeof value["name"] === "string" &&
  typeof value["initial"] === "string" &&
  isObject(value["table"]);

/** Every lifecycle that a noun of core exports, by name. */
export async function discoverLifecycles(root: string): Promise<AnyLifecycle[]> {
  const found = new Map<string, AnyLifecycle>();
  for (const entry of globSync("packages/core/src/*/index.ts", { cwd: root })) {
    const module: Record<string, unknown> = await import(pathToFileURL(join(root, entry)).href);
    for (const value of Object.values(module)) if (isLifecycle(value)) found.set(value.name, value);
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A page with one diagram per lifecycle and, beneath it, who may make each move. */
export const lifecyclesPage = (lifecycles: readonly AnyLifecycle[]): string =>
  [
    "# Lifecycles",
    "",
    "Each diagram is drawn from the transition table in `packages/core`; a move that is not here is refused.",
    ...lifecycles.flatMap((lifecycle) => [
      "",
      `## ${lifecycle.name}`,
      "",
      "```mermaid",
      diagramOf(lifecycle).trimEnd(),
      "```",
      "",
      "| from | move | to | by |",
      "| --- | --- | --- | --- |",
      ...Object.entries(lifecycle.table).flatMap(([from, moves]) =>
        Object.entries(moves).flatMap(([action, move]) =>
          move === undefined ? [] : [`| ${from} | ${action} | ${move.to} | ${move.by.join(", ")} |`],
        ),
      ),
    ]),
    "",
  ].join("\n");
