import type { SwitchedOff } from "./clauses.ts";

const agreement = "src/pricing/agreement.ts";
const agree = "src/pricing/agree.ts";

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
  {
    clause: "T1.1",
    file: agree,
    find: "facts.rates.currency !== facts.currency",
    replace: "false",
  },
  {
    clause: "T1.1",
    file: agree,
    find: "facts.discountBps <= maxDiscountBps",
    replace: "true",
  },
  {
    clause: "T1.1",
    file: agree,
    find: "facts.rates !== null && facts.models === null",
    replace: "false",
  },
  {
    clause: "T1.1",
    file: agree,
    find: "facts.unpricedModels.length > 0",
    replace: "false",
  },
  {
    clause: "T1.1",
    file: agree,
    find: "facts.effectiveFrom < facts.now",
    replace: "false",
  },
  {
    clause: "T1.1",
    file: agree,
    find: "facts.endsAt <= facts.effectiveFrom",
    replace: "false",
  },
  {
    clause: "T1.1",
    file: agree,
    find: "endsAt !== null && endsAt <= now",
    replace: "false",
  },
  {
    clause: "T1.1",
    file: agree,
    find: "else if (wanted < now)",
    replace: "else if (wanted > now && wanted < now)",
  },
  {
    clause: "T1.1",
    file: agree,
    find: "else if (endsAt !== null && end > endsAt)",
    replace: "else if (endsAt !== null && end < now)",
  },
  {
    clause: "T4.2",
    file: agree,
    find: 'facts.accountState === "terminated" || facts.accountState === "closed"',
    replace: "false",
  },
];
