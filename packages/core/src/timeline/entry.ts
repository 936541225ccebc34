import type { TimelineEntry } from "./facts.ts";
import { PROMISE_CLAUSES, type PromiseKind } from "./kinds.ts";

/** An entry with the clause of its kind. */
export const promise = (
  kind: PromiseKind,
  at: TimelineEntry["at"],
  amountNanos: bigint | null,
  params: TimelineEntry["params"] = {},
): TimelineEntry => ({ at, kind, clause: PROMISE_CLAUSES[kind], amountNanos, params });
