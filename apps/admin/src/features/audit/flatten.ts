/** A change of one field. `undefined` where the field was not there. */
export interface FieldChange {
  /** Dotted path: `term.endsAt`. */
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

function fieldsOf(value: unknown, path: string): [string, string][] {
  if (value === null || value === undefined) return path === "" ? [] : [[path, "null"]];
  if (typeof value === "object" && !Array.isArray(value))
    return Object.entries(value).flatMap(([name, inner]) =>
      fieldsOf(inner, path === "" ? name : `${path}.${name}`),
    );
  return [[path, typeof value === "string" ? value : JSON.stringify(value)]];
}

/** Two JSON values as the fields they have, in the order they are first met; the same on both sides included. */
export function fieldChanges(before: unknown, after: unknown): FieldChange[] {
  const was = new Map(fieldsOf(before, ""));
  const is = new Map(fieldsOf(after, ""));
  return [...new Set([...was.keys(), ...is.keys()])].map((path) => ({
    path,
    before: was.get(path),
    after: is.get(path),
  }));
}
