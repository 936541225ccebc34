import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Contract, contractOf, type Place } from "./contract.ts";

const docs = join(import.meta.dirname, "../../docs");
/** Where the contract stands that clients were last written for: one place a line, so that a change of it can be read. */
const PUBLISHED = join(docs, "contract/v1.jsonl");

type Line = readonly [operation: string, side: "request" | "answer", path: string, place: Place];

/** The contract as the product has it now. */
export const contractNow = (): Contract =>
  contractOf(JSON.parse(readFileSync(join(docs, "generated/openapi.json"), "utf8")));

/** The contract that clients were last written for. */
export function publishedContract(): Contract {
  const contract: Record<string, { request: Record<string, Place>; answer: Record<string, Place> }> = {};
  for (const line of readFileSync(PUBLISHED, "utf8").trim().split("\n")) {
    const [operation, side, path, place] = JSON.parse(line) as Line;
    const { [side]: places } = (contract[operation] ??= { request: {}, answer: {} });
    places[path] = place;
  }
  return contract;
}

const linesOf = (contract: Contract): Line[] =>
  Object.entries(contract).flatMap(([operation, sides]) =>
    (["request", "answer"] as const).flatMap((side) =>
      Object.entries(sides[side]).map(([path, place]): Line => [operation, side, path, place]),
    ),
  );

// Run at a release: from then on clients may rely on what the API offers now.
if (import.meta.main)
  writeFileSync(
    PUBLISHED,
    `${linesOf(contractNow())
      .map((line) => JSON.stringify(line))
      .join("\n")}\n`,
  );
