import type Stripe from "stripe";
import { invalidParameter } from "./errors.ts";
import type { Params } from "./params.ts";

const DEFAULT_LIMIT = 10;
const LARGEST_LIMIT = 100;

/** `created=…` or `created[gte]=…`, in seconds. */
function createdFilter(params: Params): (created: number) => boolean {
  if (!params.has("created")) return () => true;
  try {
    const exact = params.optionalInteger("created");
    return (created) => created === exact;
  } catch {
    const range = params.nested("created");
    const gt = range?.optionalInteger("gt") ?? Number.NEGATIVE_INFINITY;
    const gte = range?.optionalInteger("gte") ?? Number.NEGATIVE_INFINITY;
    const lt = range?.optionalInteger("lt") ?? Number.POSITIVE_INFINITY;
    const lte = range?.optionalInteger("lte") ?? Number.POSITIVE_INFINITY;
    return (created) => created > gt && created >= gte && created < lt && created <= lte;
  }
}

/**
 * A page of a list, newest first, by cursor.
 * @param rows oldest first, as the store gives them
 * @param url the list's own path
 */
export function page<Row extends { readonly id: string; readonly created?: number }>(
  params: Params,
  rows: readonly Row[],
  url: string,
): Stripe.ApiList<Row> {
  const limit = params.optionalInteger("limit", 1) ?? DEFAULT_LIMIT;
  if (limit > LARGEST_LIMIT) {
    throw invalidParameter(`Limit must be at most ${LARGEST_LIMIT}.`, "limit", "parameter_invalid_integer");
  }
  const after = params.optionalString("starting_after");
  const before = params.optionalString("ending_before");
  const wanted = createdFilter(params);
  params.finish();
  const newest = rows.filter((row) => wanted(row.created ?? 0)).reverse();
  const cursor = after ?? before;
  const at = cursor === undefined ? -1 : newest.findIndex((row) => row.id === cursor);
  if (cursor !== undefined && at < 0) {
    const param = after === undefined ? "ending_before" : "starting_after";
    throw invalidParameter(`No such object: '${cursor}'`, param, "resource_missing");
  }
  const candidates = before !== undefined && after === undefined ? newest.slice(0, at) : newest.slice(at + 1);
  const backwards = before !== undefined && after === undefined;
  const data = backwards ? candidates.slice(-limit) : candidates.slice(0, limit);
  return { object: "list", data, has_more: candidates.length > limit, url };
}
