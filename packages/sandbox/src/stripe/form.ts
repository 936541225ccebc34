/** A value of a form-encoded Stripe request: text, a list, or named values. */
export type FormValue = string | FormValue[] | FormObject;
export interface FormObject {
  [name: string]: FormValue;
}

const isObject = (value: FormValue | undefined): value is FormObject =>
  typeof value === "object" && !Array.isArray(value);

const emptyObject = (): FormObject => Object.create(null);

/** Splits `a[b][0]` into `["a", "b", "0"]`. */
function pathOf(name: string): string[] {
  const open = name.indexOf("[");
  if (open < 0) return [name];
  return [
    name.slice(0, open),
    ...[...name.slice(open).matchAll(/\[([^\]]*)\]/g)].map((found) => found[1] ?? ""),
  ];
}

/** Objects whose names are exactly 0…n−1 are lists: `expand[0]=a&expand[1]=b`. */
function withLists(value: FormValue): FormValue {
  if (!isObject(value)) return value;
  const names = Object.keys(value);
  const converted = emptyObject();
  for (const name of names) converted[name] = withLists(value[name] ?? "");
  const isList = names.length > 0 && names.every((name, index) => name === String(index));
  return isList ? names.map((name) => converted[name] ?? "") : converted;
}

/**
 * Parses `application/x-www-form-urlencoded` text with Stripe's nesting: `a[b]=1`, `a[0]=x`, `a[]=x`.
 * The objects have no prototype, so a parameter named `__proto__` is only a name.
 */
export function parseForm(text: string): FormObject {
  const root = emptyObject();
  for (const [name, value] of new URLSearchParams(text)) {
    const path = pathOf(name);
    let node = root;
    for (const [index, step] of path.entries()) {
      const key = step === "" ? String(Object.keys(node).length) : step;
      if (index === path.length - 1) {
        node[key] = value;
      } else {
        const next = node[key];
        const child = isObject(next) ? next : emptyObject();
        node[key] = child;
        node = child;
      }
    }
  }
  const converted = emptyObject();
  for (const name of Object.keys(root)) converted[name] = withLists(root[name] ?? "");
  return converted;
}

/** The same text for the same parameters in whatever order they were sent; compared by the idempotency store. */
export function canonicalForm(value: FormValue): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalForm).join(",")}]`;
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonicalForm(value[name] ?? "")}`).join(",")}}`;
}
