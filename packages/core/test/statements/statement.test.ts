import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  assembleStatement,
  type StatementFacts,
  type WalletDay,
  type WalletMovement,
} from "../../src/statements/index.ts";

const day = (
  date: string,
  openingNanos: bigint,
  usageNanos: bigint,
  closingNanos: bigint,
  startsAt = `${date}T00:00:00.000Z`,
): WalletDay => ({ day: date, openingNanos, usageNanos, closingNanos, startsAt });

const movement = (at: string, amountNanos: bigint, kind = "gift.granted"): WalletMovement => ({
  journalId: `journal-${at}`,
  kind,
  at,
  amountNanos,
  reference: null,
});

const facts = (more: Partial<StatementFacts> = {}): StatementFacts => ({
  openingNanos: 100n,
  closingNanos: 125n,
  // 19 November: 100 + 50 gift − 30 usage = 120. 20 November: 120 + 20 − 15 = 125.
  days: [day("2026-11-19", 100n, -30n, 120n), day("2026-11-20", 120n, -15n, 125n)],
  movements: [movement("2026-11-19T10:00:00.000Z", 50n), movement("2026-11-20T09:00:00.000Z", 20n)],
  ...more,
});

const linesOf = (given: StatementFacts) => {
  const made = assembleStatement(given);
  if (!made.adds) throw new Error(`${made.fault} on ${made.day}`);
  return made.lines;
};

describe("a statement", () => {
  it("lists each movement, then the day's usage, with the balance after every line", () => {
    expect(
      linesOf(facts()).map((line) => [line.day, line.type, line.amountNanos, line.balanceNanos]),
    ).toEqual([
      ["2026-11-19", "movement", 50n, 150n],
      ["2026-11-19", "usage", -30n, 120n],
      ["2026-11-20", "movement", 20n, 140n],
      ["2026-11-20", "usage", -15n, 125n],
    ]);
  });

  it("says what usage took, what came in and what else went out", () => {
    const made = assembleStatement(
      facts({
        days: [day("2026-11-19", 100n, -30n, 113n)],
        movements: [
          movement("2026-11-19T10:00:00.000Z", 50n),
          movement("2026-11-19T11:00:00.000Z", -7n, "credits.expired"),
        ],
        // 100 + 50 − 7 − 30.
        closingNanos: 113n,
      }),
    );
    expect(made).toMatchObject({ usageNanos: -30n, movedInNanos: 50n, movedOutNanos: -7n });
  });

  it("has no line for a day without usage, and none at all where nothing moved", () => {
    expect(
      linesOf(
        facts({
          days: [day("2026-11-19", 100n, 0n, 150n)],
          movements: [movement("2026-11-19T10:00:00.000Z", 50n)],
          closingNanos: 150n,
        }),
      ),
    ).toHaveLength(1);
    expect(linesOf(facts({ days: [], movements: [], closingNanos: 100n }))).toEqual([]);
  });

  it("puts a movement on the day whose books it is in, whatever zone the account had then", () => {
    // The zone changed on the 20th: its day began at 16:00 UTC of the 19th.
    const [first, second] = linesOf(
      facts({
        days: [
          day("2026-11-19", 100n, 0n, 150n),
          day("2026-11-20", 150n, 0n, 170n, "2026-11-19T16:00:00.000Z"),
        ],
        movements: [movement("2026-11-19T15:59:59.999Z", 50n), movement("2026-11-19T16:00:00.000Z", 20n)],
        closingNanos: 170n,
      }),
    );
    expect([first?.day, second?.day]).toEqual(["2026-11-19", "2026-11-20"]);
  });

  it("says so when a movement is missing, one too many, or changed by a nano", () => {
    expect(assembleStatement(facts({ movements: [movement("2026-11-19T10:00:00.000Z", 50n)] }))).toEqual({
      adds: false,
      fault: "sum",
      day: null,
      // 100 + 50 − 30 − 15.
      expectedNanos: 125n,
      foundNanos: 105n,
    });
    const { movements } = facts();
    expect(
      assembleStatement(facts({ movements: [...movements, movement("2026-11-20T23:00:00.000Z", 1n)] })),
    ).toMatchObject({ adds: false, fault: "sum", foundNanos: 126n });
    expect(assembleStatement(facts({ days: [], closingNanos: 100n }))).toMatchObject({
      adds: false,
      fault: "sum",
    });
  });

  it("says so when a day does not begin where the one before ended, or the balance is another", () => {
    expect(
      assembleStatement(
        facts({ days: [day("2026-11-19", 100n, -30n, 120n), day("2026-11-20", 121n, -15n, 126n)] }),
      ),
    ).toEqual({ adds: false, fault: "chain", day: "2026-11-20", expectedNanos: 120n, foundNanos: 121n });
    expect(assembleStatement(facts({ openingNanos: 99n }))).toMatchObject({
      fault: "chain",
      day: "2026-11-19",
    });
    expect(assembleStatement(facts({ closingNanos: 124n }))).toMatchObject({ fault: "chain", day: null });
  });

  it("adds up for any history", () => {
    const amount = fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n });
    const history = fc.array(
      fc.record({
        moved: fc.array(amount, { maxLength: 4 }),
        usageNanos: fc.bigInt({ min: -(10n ** 17n), max: 0n }),
      }),
      { maxLength: 25 },
    );
    fc.assert(
      fc.property(amount, history, (openingNanos, daysOfHistory) => {
        const days: WalletDay[] = [];
        const movements: WalletMovement[] = [];
        let balanceNanos = openingNanos;
        for (const [index, { moved, usageNanos }] of daysOfHistory.entries()) {
          const date = `2026-11-${String(index + 1).padStart(2, "0")}`;
          const before = balanceNanos;
          for (const [hour, each] of moved.entries()) {
            movements.push(movement(`${date}T0${hour}:00:00.000Z`, each));
            balanceNanos += each;
          }
          balanceNanos += usageNanos;
          days.push(day(date, before, usageNanos, balanceNanos));
        }
        const made = assembleStatement({ openingNanos, closingNanos: balanceNanos, days, movements });
        if (!made.adds) throw new Error("it adds up");
        let runningNanos = made.openingNanos;
        for (const line of made.lines) {
          runningNanos += line.amountNanos;
          expect(line.balanceNanos).toBe(runningNanos);
        }
        expect(runningNanos).toBe(made.closingNanos);
      }),
    );
  });
});
