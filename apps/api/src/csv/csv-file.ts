import type { Permission } from "@tenure/core/access";
import type { z } from "zod";
import type { Services } from "../runtime/services.ts";
import type { AccountContext } from "../trpc/procedures.ts";
import type { CsvCell } from "./csv-text.ts";

/** What a file holds, once it was asked for. */
export interface CsvContent {
  /** Letters, digits, `-`, `_` and `.`; without `.csv`. */
  readonly name: string;
  readonly head: readonly string[];
  /** Rows in portions. The next is asked for when the client has taken the one before. */
  readonly pages: AsyncIterable<readonly (readonly CsvCell[])[]>;
}

/** What a file may use: the account somebody was let in to. */
export interface CsvContext extends AccountContext {
  readonly services: Services;
}

/** A file that the API serves about an account. */
export interface CsvFile {
  /** Below /v1; ends in `.csv`. */
  readonly path: `/${string}.csv`;
  readonly summary: string;
  readonly permission: Permission;
  readonly input: z.ZodObject;
  /** Reads what must be known before the first row; what it throws is answered as a problem. */
  open(context: CsvContext, input: unknown): Promise<CsvContent>;
}

/** Names the types of a file: `open` gets what its own schema read. */
export const csvFile = <Input extends z.ZodObject>(
  file: Omit<CsvFile, "input" | "open"> & {
    readonly input: Input;
    open(context: CsvContext, input: z.output<Input>): Promise<CsvContent>;
  },
): CsvFile => ({ ...file, open: (context, input) => file.open(context, file.input.parse(input)) });
