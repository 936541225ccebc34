import type { Contract, Place } from "./contract.ts";

/** Limits that may only grow in what a client sends. */
const UPPER = ["maximum", "exclusiveMaximum", "maxLength", "maxItems"];
/** Limits that may only shrink. */
const LOWER = ["minimum", "exclusiveMinimum", "minLength", "minItems"];

/**
 * What of `now` breaks a client that was written for `published`. It may send whatever it might have sent, and finds whatever
 * it might have read. New operations, new fields in answers, new optional fields in requests and new values in answers are no
 * breaks: clients are told to expect them.
 * @returns a sentence for each break, with its operation and place
 */
export function breaksOf(published: Contract, now: Contract): string[] {
  const breaks: string[] = [];
  for (const [name, before] of Object.entries(published)) {
    const after = now[name];
    if (after === undefined) {
      breaks.push(`${name}: is gone`);
      continue;
    }
    for (const [path, place] of Object.entries(before.request))
      breaks.push(...[...requestBreaks(place, after.request[path])].map((why) => `${name}: ${path} ${why}`));
    for (const [path, { required }] of Object.entries(after.request))
      if (required === true && before.request[path] === undefined && isKnown(before.request, path))
        breaks.push(`${name}: ${path} is new and required`);
    for (const [path, place] of Object.entries(before.answer))
      breaks.push(...[...answerBreaks(place, after.answer[path])].map((why) => `${name}: ${path} ${why}`));
  }
  return breaks;
}

/** Whether the object around a field was there before: a required field of what is new and optional breaks nobody. */
function isKnown(request: Readonly<Record<string, Place>>, path: string): boolean {
  const parent = path.replace(/(\.[^.[\]]+|\[\])$/, "");
  return parent === path || request[parent] !== undefined;
}

function* requestBreaks(before: Place, after: Place | undefined): Generator<string> {
  if (after === undefined) {
    yield "is no longer taken";
    return;
  }
  for (const type of before.types) if (!takes(after.types, type)) yield `no longer takes ${type}`;
  if (after.values !== undefined)
    for (const value of before.values ?? ["just any value"])
      if (!after.values.includes(value)) yield `no longer takes ${value}`;
  if (after.required === true && before.required !== true) yield "is required now";
  for (const limit of UPPER) {
    const [was, is] = [before.limits?.[limit], after.limits?.[limit]];
    if (is !== undefined && (was === undefined || is < was)) yield `has a smaller ${limit}`;
  }
  for (const limit of LOWER) {
    const [was, is] = [before.limits?.[limit], after.limits?.[limit]];
    if (is !== undefined && (was === undefined || is > was)) yield `has a larger ${limit}`;
  }
  for (const limit of ["pattern", "format"])
    if (after.limits?.[limit] !== undefined && after.limits[limit] !== before.limits?.[limit])
      yield `has another ${limit}`;
}

function* answerBreaks(before: Place, after: Place | undefined): Generator<string> {
  if (after === undefined) {
    yield "is no longer answered";
    return;
  }
  for (const type of after.types) if (!takes(before.types, type)) yield `may be ${type} now`;
  if (before.required === true && after.required !== true) yield "may be missing now";
}

/** A whole number is a number. */
const takes = (types: readonly string[], type: string): boolean =>
  types.includes(type) || types.includes("any") || (type === "integer" && types.includes("number"));
