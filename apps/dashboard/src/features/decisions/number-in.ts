import type { Decision } from "@tenure/core/decision";

/** The number of the order that a decision's facts are about; null where they name none. */
export function numberIn(facts: Decision["facts"]): string | null {
  if (facts === null || typeof facts !== "object" || !("order" in facts)) return null;
  const { order } = facts;
  if (order === null || typeof order !== "object" || !("number" in order)) return null;
  return typeof order["number"] === "string" ? order["number"] : null;
}
