import type { Instant } from "../time/index.ts";
import type { LocalDate } from "./calendar-day.ts";

/** Longest period of one statement: a year and a month. Days. */
export const MAX_STATEMENT_DAYS = 400;

/** A local day on which the wallet moved: credits less debt before and after it. Nanos. */
export interface WalletDay {
  readonly day: LocalDate;
  readonly openingNanos: bigint;
  /** Of the day's change, what usage made: negative where it took credits, positive where a correction gave back. */
  readonly usageNanos: bigint;
  readonly closingNanos: bigint;
  /** When its first movement was recorded. */
  readonly startsAt: Instant;
}

/** A movement of the wallet that is not usage: a top-up, a gift, a refund, an expiry. */
export interface WalletMovement {
  readonly journalId: string;
  /** Kind of the journal, such as `gift.granted`. */
  readonly kind: string;
  readonly at: Instant;
  /** What the wallet gained, negative what it lost. Nanos. */
  readonly amountNanos: bigint;
  /** What it belongs to, such as an order's number; null where nothing names it. */
  readonly reference: string | null;
}

/** What a statement is made from. */
export interface StatementFacts {
  /** What the wallet was worth before the period. Nanos. */
  readonly openingNanos: bigint;
  /** What it was worth at the end, read from another place than the days where there is one. Nanos. */
  readonly closingNanos: bigint;
  /** The period's days, oldest first; days without any movement are absent. */
  readonly days: readonly WalletDay[];
  /** The period's movements, oldest first. */
  readonly movements: readonly WalletMovement[];
}

/** One line: a movement, or all usage that was recorded on a day. `balanceNanos` is after it. */
export type StatementLine = {
  readonly day: LocalDate;
  readonly amountNanos: bigint;
  readonly balanceNanos: bigint;
} & (
  | { readonly type: "usage" }
  | ({ readonly type: "movement" } & Pick<WalletMovement, "journalId" | "kind" | "at" | "reference">)
);

/** A statement that adds up: `openingNanos` + lines = `closingNanos`; so do the three sums. */
export interface Statement {
  readonly adds: true;
  readonly openingNanos: bigint;
  readonly lines: readonly StatementLine[];
  /** What usage took, negative. */
  readonly usageNanos: bigint;
  /** What came in, and what else went out (negative). */
  readonly movedInNanos: bigint;
  readonly movedOutNanos: bigint;
  readonly closingNanos: bigint;
}

/** What stands in the way of a statement: shown to the operator, never to the customer as a figure. Nanos. */
export interface StatementFault {
  readonly adds: false;
  /** `chain`: a day does not begin where the one before ended. `sum`: the lines miss the closing balance. */
  readonly fault: "chain" | "sum";
  /** The day at which it shows; null for the whole period. */
  readonly day: LocalDate | null;
  readonly expectedNanos: bigint;
  readonly foundNanos: bigint;
}

/**
 * Puts a statement together: each movement on its day, usage as that day's last line, the balance after every line.
 * Usage and movements come from two books, so that the sum proves something.
 */
export function assembleStatement(facts: StatementFacts): Statement | StatementFault {
  const broken = brokenChain(facts);
  if (broken !== null) return broken;
  const lines: StatementLine[] = [];
  let balanceNanos = facts.openingNanos;
  const waiting = [...facts.movements];
  for (const [index, { day, usageNanos }] of facts.days.entries()) {
    const nextStartsAt = facts.days[index + 1]?.startsAt;
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      if (nextStartsAt !== undefined && next.at >= nextStartsAt) break;
      waiting.shift();
      balanceNanos += next.amountNanos;
      const { journalId, kind, at, amountNanos, reference } = next;
      lines.push({ type: "movement", day, journalId, kind, at, amountNanos, reference, balanceNanos });
    }
    if (usageNanos === 0n) continue;
    balanceNanos += usageNanos;
    lines.push({ type: "usage", day, amountNanos: usageNanos, balanceNanos });
  }
  if (waiting.length > 0 || balanceNanos !== facts.closingNanos)
    return {
      adds: false,
      fault: "sum",
      day: null,
      expectedNanos: facts.closingNanos,
      foundNanos: waiting.reduce((sum, each) => sum + each.amountNanos, balanceNanos),
    };
  const sumOf = (keep: (line: StatementLine) => boolean) =>
    lines.reduce((sum, line) => (keep(line) ? sum + line.amountNanos : sum), 0n);
  return {
    adds: true,
    openingNanos: facts.openingNanos,
    lines,
    usageNanos: sumOf((line) => line.type === "usage"),
    movedInNanos: sumOf((line) => line.type === "movement" && line.amountNanos > 0n),
    movedOutNanos: sumOf((line) => line.type === "movement" && line.amountNanos < 0n),
    closingNanos: facts.closingNanos,
  };
}

/** Where a day does not begin with what the one before ended with. */
function brokenChain({ openingNanos, closingNanos, days }: StatementFacts): StatementFault | null {
  let expectedNanos = openingNanos;
  for (const { day, openingNanos: foundNanos, closingNanos: after } of days) {
    if (foundNanos !== expectedNanos) return { adds: false, fault: "chain", day, expectedNanos, foundNanos };
    expectedNanos = after;
  }
  return expectedNanos === closingNanos
    ? null
    : { adds: false, fault: "chain", day: null, expectedNanos, foundNanos: closingNanos };
}
