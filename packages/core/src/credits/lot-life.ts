/** What can happen to a lot; `used` is usage, `other` whatever has no name of its own. */
export const lotMoves = [
  "opened",
  "used",
  "used_corrected",
  "debt_repaid",
  "expired",
  "revoked",
  "restored",
  "forfeited",
  "refunded",
  "frozen",
  "other",
] as const;

/** What a movement of a lot is called. */
export type LotMove = (typeof lotMoves)[number];

/** One movement of a lot's ledger account. */
export interface LotMovement {
  readonly journalKind: string;
  /** Signed: what came in is positive. Nanos. */
  readonly changeNanos: bigint;
}

/** What a kind of journal means to the lot it touches. */
const MOVES: Readonly<Record<string, LotMove>> = {
  "usage.burned": "used",
  "usage.debt_repaid": "debt_repaid",
  "credits.expired": "expired",
  "gift.revoked": "revoked",
  "referral.revoked": "revoked",
  "referral.restored": "restored",
  "dispute.frozen": "frozen",
};

/**
 * What a movement of a lot is called. What no table names is told by its direction: credits that came back were
 * restored, others left for a reason that the journal's own kind says.
 * @param first whether it is the movement that opened the lot
 */
export function lotMoveOf({ journalKind, changeNanos }: LotMovement, first: boolean): LotMove {
  if (first && changeNanos > 0n) return "opened";
  const known = MOVES[journalKind];
  if (known !== undefined) return known === "used" && changeNanos > 0n ? "used_corrected" : known;
  if (journalKind.startsWith("usage.")) return changeNanos > 0n ? "used_corrected" : "used";
  if (changeNanos > 0n) return "restored";
  if (journalKind.includes("forfeit")) return "forfeited";
  return journalKind.includes("refund") ? "refunded" : "other";
}

/**
 * What was left of a lot after each of its changes, and before the oldest of them.
 * @param remainingNanos what was left after the newest change
 * @param changesNanos signed, newest first
 */
export function remainingAlong(
  remainingNanos: bigint,
  changesNanos: readonly bigint[],
): { readonly afterEach: readonly bigint[]; readonly before: bigint } {
  let leftNanos = remainingNanos;
  const afterEach = changesNanos.map((changeNanos) => {
    const afterNanos = leftNanos;
    leftNanos -= changeNanos;
    return afterNanos;
  });
  return { afterEach, before: leftNanos };
}
