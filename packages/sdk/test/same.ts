// Compiled only: what it means that a type of the SDK and a schema of the contract describe the same JSON.
import type { z } from "zod";

type Exactly<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/**
 * A type's shape: texts of a closed list become plain texts (the server may learn new currencies, clauses and codes, a
 * client of today must still compile), `readonly` is dropped, and arbitrary JSON becomes `unknown`.
 */
type Shape<T> = unknown extends T
  ? unknown
  : T extends string
    ? string
    : T extends number | boolean | null | undefined
      ? T
      : T extends readonly (infer Item)[]
        ? Shape<Item>[]
        : { -readonly [Key in keyof T]: Key extends "effects" | "facts" | "body" ? unknown : Shape<T[Key]> };

export type Same<Sdk, Schema extends z.ZodType> = Exactly<Shape<Sdk>, Shape<z.output<Schema>>>;

/** Does not compile unless every member is `true`. */
export type AllTrue<Checks extends readonly true[]> = Checks;
