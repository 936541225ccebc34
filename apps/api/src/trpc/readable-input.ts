import { AppError } from "../errors/app-error.ts";

/**
 * Refuses texts that no table can hold and no decision can be made canonical from: the character NUL and lone
 * surrogates. Checked once, before any schema, so that no procedure has to think of it.
 * @throws AppError validation_failed naming where it stands
 */
export function requireReadable(input: unknown): void {
  const path = unreadableAt(input, 0);
  if (path !== null)
    throw new AppError("validation_failed", undefined, [
      { path: path.join("."), message: "contains characters that are no text" },
    ]);
}

const isReadable = (text: string): boolean => text.isWellFormed() && !text.includes("\u0000");

/**
 * Path of the first unreadable text, or null. A level too deep for any of our inputs counts as one. The path is made
 * where something is found: every value of a batch of a thousand events comes through here.
 */
function unreadableAt(value: unknown, depth: number): string[] | null {
  if (typeof value === "string") return isReadable(value) ? null : [];
  if (value === null || typeof value !== "object") return null;
  if (depth > MAX_DEPTH) return [];
  for (const name of Object.keys(value)) {
    if (!isReadable(name)) return [];
    const found = unreadableAt(Reflect.get(value, name), depth + 1);
    if (found !== null) return [name, ...found];
  }
  return null;
}

/** Deepest input of ours has four levels. */
const MAX_DEPTH = 16;
