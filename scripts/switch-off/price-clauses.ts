import type { SwitchedOff } from "./clauses.ts";

const agreement = "src/pricing/agreement.ts";

/** Agreed prices instead of the listed ones (T1.1). */
export const PRICES_SWITCHED_OFF: readonly SwitchedOff[] = [
  {
    clause: "T1.1",
    file: "src/pricing/rating.ts",
    find: "partOf(sum, WHOLE_BPS - bps)",
    replace: "partOf(sum, WHOLE_BPS)",
  },
  {
    clause: "T1.1",
    file: "src/pricing/compiled.ts",
    find: "WHOLE_BPS - BigInt(discountBpsOf(agreement))",
    replace: "WHOLE_BPS",
  },
  {
    clause: "T1.1",
    file: "src/pricing/max-cost.ts",
    find: "(exact + card.divisor - 1n) / card.divisor",
    replace: "exact / card.divisor",
  },
  {
    clause: "T1.1",
    file: agreement,
    find: "agreement.effectiveFrom <= at",
    replace: "true",
  },
  {
    clause: "T1.1",
    file: agreement,
    find: "at < agreement.endsAt",
    replace: "at <= agreement.endsAt",
  },
  {
    clause: "T1.1",
    file: agreement,
    find: "!each.models.includes(model)",
    replace: "false",
  },
  {
    clause: "T1.1",
    file: agreement,
    find: "{ ...list[tier], ...agreed[tier] }",
    replace: "{ ...agreed[tier] }",
  },
];
