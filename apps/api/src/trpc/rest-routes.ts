import type { AnyRouter } from "@trpc/server";
import { z } from "zod";
import type { ProcedureMeta, RestRoute } from "./meta.ts";

/** A procedure with everything the REST door and its description need. */
export interface DescribedProcedure {
  /** Dotted name in the router: `partners.keys.create`. */
  readonly name: string;
  readonly type: "query" | "mutation" | "subscription";
  readonly meta: ProcedureMeta;
  readonly input: z.ZodType | null;
  readonly output: z.ZodType | null;
}

/** A procedure that is part of the REST API. */
export interface RestProcedure extends DescribedProcedure {
  readonly rest: RestRoute;
  /** Fields of its input by name; empty without one. */
  readonly fields: Readonly<Record<string, z.ZodType>>;
}

/** tRPC keeps this about a procedure; its types leave it open, so it is read with a schema. */
const definition = z.object({
  type: z.enum(["query", "mutation", "subscription"]),
  meta: z.custom<ProcedureMeta | undefined>(),
  inputs: z.array(z.custom<z.ZodType>((value) => value instanceof z.ZodType)),
  output: z.custom<z.ZodType>((value) => value instanceof z.ZodType).optional(),
});

/**
 * Every procedure of a router.
 * @throws Error on one without a permission, or whose input is made of several parts (unknown fields would slip through)
 */
export const proceduresOf = (router: AnyRouter): DescribedProcedure[] =>
  Object.entries(router._def.procedures).map(([name, procedure]) => {
    const { type, meta, inputs, output } = definition.parse((procedure as { _def: unknown })._def);
    if (meta?.permission === undefined) throw new Error(`procedure ${name} names no permission`);
    if (inputs.length > 1) throw new Error(`procedure ${name} has an input of several parts`);
    return { name, type, meta, input: inputs[0] ?? null, output: output ?? null };
  });

/**
 * The procedures of the REST API.
 * @throws Error on one that could not be described: without output, or with an input that is no object
 */
export const restProceduresOf = (router: AnyRouter): RestProcedure[] =>
  proceduresOf(router).flatMap((procedure) => {
    const { rest } = procedure.meta;
    if (rest === undefined) return [];
    if (procedure.output === null) throw new Error(`REST procedure ${procedure.name} has no output schema`);
    const input = procedure.input === null ? null : withoutDefault(procedure.input);
    if (input !== null && !(input instanceof z.ZodObject))
      throw new Error(`REST procedure ${procedure.name} has an input that is no object`);
    const fields: Record<string, z.ZodType> = input === null ? {} : input.shape;
    const missing = pathParams(rest.path).filter((param) => !(param in fields));
    if (missing.length > 0)
      throw new Error(`REST procedure ${procedure.name} names ${missing.join(", ")} in its path only`);
    return [{ ...procedure, rest, fields }];
  });

/** The object inside an input that may be left out as a whole; over REST it never is. */
function withoutDefault(schema: z.ZodType): z.ZodType {
  const wrapped =
    schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault;
  const inner: unknown = wrapped ? schema.unwrap() : schema;
  return inner instanceof z.ZodType ? inner : schema;
}

/** Names in braces: `/orders/{orderId}` → `orderId`. */
export const pathParams = (path: string): string[] =>
  [...path.matchAll(/\{(\w+)\}/g)].flatMap((match) => match[1] ?? []);

/** Whether a route carries its fields in a JSON body. */
export const hasBody = ({ method }: RestRoute): boolean => method !== "get" && method !== "delete";
