import { AppError } from "../errors/app-error.ts";

/**
 * Refuses texts that no table can hold and no decision can be made canonical from: the character NUL and lone
 * surrogates. Checked once, before any schema, so that no procedure has to think of it.
 * @throws AppError validation_failed naming where it stands
 */
export function requireReadable(input: unknown): void {
  const path = unreadableAt(input, "");
  if (path !== null)
    throw new AppError("validation_failed", undefined, [
      { path, message: "contains characters that are no text" },
    ]);
}

/** Dotted path of the first unreadable text, or null. A level too deep for any of our inputs counts as one. */
function unreadableAt(value: unknown, path: string, depth = 0): string | null {
  if (typeof value === "string") return value.isWellFormed() && !value.includes("\u0000") ? null : path;
  if (value === null || typeof value !== "object") return null;
  if (depth > MAX_DEPTH) return path;
  for (const [name, member] of Object.entries(value)) {
    const inner = path === "" ? name : `${path}.${name}`;
    if (!name.isWellFormed() || name.includes("\u0000")) return path;
    const found = unreadableAt(member, inner, depth + 1);
    if (found !== null) return found;
  }
  return null;
}

/** Deepest input of ours has four levels. */
const MAX_DEPTH = 16;
