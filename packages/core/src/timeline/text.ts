import { fillPlain, type TextContext } from "../text/plain-template.ts";
import { TIMELINE_TEXTS, UNTAXED_RENEWAL } from "../text/timeline-texts.ts";
import type { TimelineEntry } from "./facts.ts";

/** A promise as a person reads it, without its instant: screens set that beside it. */
export const promiseText = (
  { kind, amountNanos, params }: Pick<TimelineEntry, "kind" | "amountNanos" | "params">,
  context: TextContext,
): string =>
  fillPlain(
    kind === "renewal" && params["tax"] === "0" ? UNTAXED_RENEWAL : TIMELINE_TEXTS[kind],
    amountNanos === null ? params : { ...params, amount: amountNanos.toString() },
    context,
  );
