/** A JSON Schema as the OpenAPI document has them. */
type Schema = Readonly<Record<string, unknown>>;

/** What can be said of one place of a request or an answer. */
export interface Place {
  /** Types that the value may have: `string`, `null`, `array`, … */
  readonly types: readonly string[];
  /** Where only some values are possible, which. */
  readonly values?: readonly string[];
  /** Limits: `maxLength`, `minimum`, `pattern`, … */
  readonly limits?: Readonly<Record<string, number | string>>;
  /** Whether it is always there. */
  readonly required?: boolean;
}

/** Request and answer of one operation: place, such as `.items[].value.amount`, to what is said of it. */
export interface Operation {
  readonly request: Readonly<Record<string, Place>>;
  readonly answer: Readonly<Record<string, Place>>;
}

/** Operations by method and path. */
export type Contract = Readonly<Record<string, Operation>>;

const LIMITS = [
  "maximum",
  "minimum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "maxLength",
  "minLength",
  "maxItems",
  "minItems",
  "pattern",
  "format",
];

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Schema>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
}

interface Builder {
  types: Set<string>;
  values: Set<string> | null;
  limits: Record<string, number | string>;
  required: boolean;
}

/** Reads the contract out of an OpenAPI 3.1 document: what a client sends and what it is answered with. */
export function contractOf(document: unknown): Contract {
  const { paths, components } = document as OpenApi;
  const resolved = (schema: Schema): Schema => {
    const name = typeof schema["$ref"] === "string" ? schema["$ref"].split("/").at(-1) : undefined;
    if (name === undefined) return schema;
    const found = components?.schemas?.[name];
    if (found === undefined) throw new Error(`nothing is called ${name}`);
    return found;
  };

  function read(
    given: Schema,
    path: string,
    required: boolean,
    into: Map<string, Builder>,
    above: readonly Schema[],
  ) {
    const schema = resolved(given);
    // A schema within itself says nothing new.
    if (above.includes(schema)) return;
    const parents = [...above, schema];
    const alternatives = (schema["anyOf"] ?? schema["oneOf"]) as readonly Schema[] | undefined;
    if (alternatives !== undefined) {
      for (const each of alternatives) read(each, path, required, into, parents);
      return;
    }
    for (const each of (schema["allOf"] as readonly Schema[] | undefined) ?? [])
      read(each, path, required, into, parents);
    const place = into.get(path) ?? { types: new Set(), values: null, limits: {}, required };
    into.set(path, place);
    const values =
      schema["const"] === undefined ? (schema["enum"] as readonly unknown[] | undefined) : [schema["const"]];
    const types = schema["type"] as string | readonly string[] | undefined;
    for (const type of [types ?? (values === undefined ? "any" : typeof values[0])].flat())
      place.types.add(type);
    if (values !== undefined) {
      place.values ??= new Set();
      for (const value of values) place.values.add(String(value));
    }
    // A format says what its pattern says, in fewer words.
    for (const limit of LIMITS)
      if (schema[limit] !== undefined && !(limit === "pattern" && schema["format"] !== undefined))
        place.limits[limit] = schema[limit] as number | string;
    const needed = (schema["required"] as readonly string[] | undefined) ?? [];
    for (const [name, field] of Object.entries(
      (schema["properties"] as Record<string, Schema> | undefined) ?? {},
    ))
      read(field, `${path}.${name}`, needed.includes(name), into, parents);
    if (schema["items"] !== undefined) read(schema["items"] as Schema, `${path}[]`, true, into, parents);
    if (typeof schema["additionalProperties"] === "object")
      read(schema["additionalProperties"] as Schema, `${path}.*`, false, into, parents);
  }

  const places = (reads: (into: Map<string, Builder>) => void): Record<string, Place> => {
    const into = new Map<string, Builder>();
    reads(into);
    return Object.fromEntries(
      [...into]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([path, place]) => [
          path,
          {
            types: [...place.types].toSorted(),
            ...(place.values === null ? {} : { values: [...place.values].toSorted() }),
            ...(Object.keys(place.limits).length === 0 ? {} : { limits: place.limits }),
            ...(place.required ? { required: true } : {}),
          },
        ]),
    );
  };

  const contract: Record<string, Operation> = {};
  for (const [path, methods] of Object.entries(paths))
    for (const [method, operation] of Object.entries(methods)) {
      const body = contentOf(operation["requestBody"]);
      const responses = (operation["responses"] as Record<string, unknown> | undefined) ?? {};
      contract[`${method.toUpperCase()} ${path}`] = {
        request: places((into) => {
          for (const each of (operation["parameters"] as readonly Schema[] | undefined) ?? [])
            read(
              each["schema"] as Schema,
              `${String(each["in"])}:${String(each["name"])}`,
              each["required"] === true,
              into,
              [],
            );
          if (body !== null) read(body, "body", true, into, []);
        }),
        answer: places((into) => {
          for (const [status, response] of Object.entries(responses)) {
            const content = contentOf(response);
            if (content !== null && status !== "default") read(content, status, true, into, []);
          }
        }),
      };
    }
  return contract;
}

/** The schema of what a body or an answer holds; null where it holds none. */
function contentOf(body: unknown): Schema | null {
  const content = (body as { content?: Record<string, { schema?: Schema }> } | undefined)?.content ?? {};
  return Object.values(content)[0]?.schema ?? null;
}
