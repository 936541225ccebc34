import { readFileSync } from "node:fs";
import {
  amendPolicy,
  type FieldProblem,
  type Policy,
  type PolicyBook,
  SHIPPED_POLICIES,
} from "@tenure/core/policy";
import { CommandFailure } from "./failure.ts";

/** The JSON value in a file. @throws CommandFailure when there is none */
export function readJson(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    throw new CommandFailure(`The file ${path} cannot be read.`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CommandFailure(`${path} is not JSON: ${error instanceof Error ? error.message : ""}`);
  }
}

/** One line for each field that is wrong. */
export const problemsOf = (path: string, problems: readonly FieldProblem[]): CommandFailure =>
  new CommandFailure(
    [
      `${path} cannot be used:`,
      ...problems.map((each) => `  ${each.field || "(the file)"}: ${each.problem}`),
    ].join("\n"),
  );

/**
 * A policy that differs from another in what a file says.
 * @param known the versions whose names are taken; without a database those that ship
 * @throws CommandFailure naming the fields that are wrong
 */
export function readPolicy(
  path: string,
  base: Policy,
  known: Pick<PolicyBook, "byVersion"> = SHIPPED_POLICIES,
): Policy {
  const amended = amendPolicy(base, readJson(path), known);
  if ("problems" in amended) throw problemsOf(path, amended.problems);
  return amended.policy;
}
