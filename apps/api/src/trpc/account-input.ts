import { z } from "zod";

/**
 * Input of a procedure about one account. `accountId` may be left out by an API key (its own account) and by a login
 * with one membership; staff always name it. Unknown fields are refused.
 */
export const accountInput = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject({ accountId: z.uuid().optional(), ...shape });

/** Input of a list: how many at most, and where the page before ended. */
export const pageShape = {
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.uuid().optional(),
};

/** A page of a list; `nextCursor` is null on the last one. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ items: z.array(item), nextCursor: z.uuid().nullable() });

/** Cuts a list that was read one longer than asked into a page. */
export function toPage<Row extends { readonly id: string }, Item>(
  rows: readonly Row[],
  limit: number,
  show: (row: Row) => Item,
): { items: Item[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit);
  return { items: shown.map(show), nextCursor: rows.length > limit ? (shown.at(-1)?.id ?? null) : null };
}
