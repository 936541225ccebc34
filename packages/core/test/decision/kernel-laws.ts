import fc from "fast-check";
import { expect } from "vitest";
import { grantGift, revokeGift } from "../../src/credits/index.ts";
import {
  canonicalize,
  decide,
  type Json,
  linesAddUp,
  publicKeyOf,
  replay,
  sign,
  verify,
} from "../../src/decision/index.ts";
import { allocate } from "../../src/money/index.ts";
import { policyAt } from "../../src/policy/index.ts";
import { anyGrantFacts, anyRevokeFacts } from "./gift-facts.ts";

/** How many cases, from which seed; the same seed gives the same cases. */
export interface Effort {
  readonly seed: number;
  readonly numRuns: number;
}

const rules = [grantGift, revokeGift];
const key = { keyId: "laws", secretKey: "5a".repeat(32) };
const keys = [publicKeyOf(key)];

const anyDecision = fc.oneof(
  anyGrantFacts.map((facts) => decide(grantGift, facts, policyAt(facts.now))),
  anyRevokeFacts.map((facts) => decide(revokeGift, facts, policyAt(facts.now))),
);

/** Any decision, stored as JSON and read back, replays byte-equal; its lines add up; a refusal has no effects. */
export function decisionsReplay(effort: Effort): void {
  fc.assert(
    fc.property(anyDecision, (decided) => {
      const stored: Json = JSON.parse(JSON.stringify(decided.json));
      expect(replay(stored, rules)).toEqual({ same: true });
      expect(linesAddUp(decided.lines)).toBe(true);
      expect(decided.outcome === "granted").toBe(decided.refusals.length === 0);
      expect(decided.effects === null).toBe(decided.outcome === "refused");
    }),
    effort,
  );
}

/** One character of a signed decision's canonical text, replaced by any other, is always detected. */
export function alteredReceiptsAreDetected(effort: Effort): void {
  fc.assert(
    fc.property(
      anyDecision,
      fc.nat(),
      fc.string({ unit: "binary-ascii", minLength: 1, maxLength: 1 }),
      (decided, at, character) => {
        const text = canonicalize(sign("tenure.decision.v1", decided.json, key) as Json);
        const position = at % text.length;
        fc.pre(text[position] !== character);
        const altered = `${text.slice(0, position)}${character}${text.slice(position + 1)}`;
        let candidate: unknown;
        try {
          candidate = JSON.parse(altered);
        } catch {
          return;
        }
        // White space outside texts and escapes that mean the same change no value.
        fc.pre(canonicalizeOrNull(candidate) !== text);
        expect(verify(candidate, "tenure.decision.v1", keys).valid).toBe(false);
      },
    ),
    effort,
  );
}

function canonicalizeOrNull(value: unknown): string | null {
  try {
    return canonicalize(value as Json);
  } catch {
    return null;
  }
}

/** Splitting any amount by any weights gives it back to the nano. */
export function allocationLosesNothing(effort: Effort): void {
  fc.assert(
    fc.property(
      fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
      fc.array(fc.bigInt({ min: 1n, max: 10n ** 18n }), { minLength: 1, maxLength: 40 }),
      (amount, weights) => {
        expect(allocate(amount, weights).reduce((sum, part) => sum + part, 0n)).toBe(amount);
      },
    ),
    effort,
  );
}
