import { type Instant, instantSchema } from "@tenure/core/time";
import { CommandFailure } from "./failure.ts";

/**
 * An instant as people write one: a day means its beginning in UTC; null where nothing was written.
 * @throws CommandFailure when it is no time, or has no time zone
 */
export function instantOf(text: string | undefined): Instant | null {
  if (text === undefined) return null;
  const failure = new CommandFailure(`${text} is no time such as 2027-01-01 or 2027-01-01T09:00:00Z.`);
  if (!/^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d))?$/.test(text)) throw failure;
  const parsed = new Date(text);
  if (Number.isNaN(parsed.getTime())) throw failure;
  const read = instantSchema.safeParse(parsed.toISOString());
  // A day no calendar has would be read as one of the next month.
  if (!read.success || (text.length === 10 && !read.data.startsWith(text))) throw failure;
  return read.data;
}
