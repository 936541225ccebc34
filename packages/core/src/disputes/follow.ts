import { type DisputeState, disputeStateOf } from "./lifecycle.ts";
import { type DisputedOrder, type DisputeLoss, lossOf, mostFrozen } from "./shares.ts";
import { bookedTransactions, type DisputeWord } from "./word.ts";

/** What we hold of a dispute. Nanos of the order's currency. */
export interface DisputeStanding {
  /** Null before its first word. */
  readonly state: DisputeState | null;
  /** The provider's transactions that are booked. */
  readonly transactionIds: readonly string[];
  /** Away from our balance now, fees not counted. */
  readonly withdrawnNanos: bigint;
  /** What the provider charged for it, less what it gave back. */
  readonly feeNanos: bigint;
  /** Whether included usage is shut for it. */
  readonly planShut: boolean;
  /** Set aside now; of a plan, the value that it holds back. */
  readonly frozenNanos: bigint;
  readonly frozenBonusNanos: bigint;
  /** How its loss is booked; null where none is. */
  readonly loss: DisputeLoss | null;
}

/** A dispute that nobody has heard of. */
export const NO_DISPUTE: DisputeStanding = Object.freeze({
  state: null,
  transactionIds: [],
  withdrawnNanos: 0n,
  feeNanos: 0n,
  planShut: false,
  frozenNanos: 0n,
  frozenBonusNanos: 0n,
  loss: null,
});

/** One movement that a word of the provider brings about, in the order in which they are booked. Nanos. */
export type DisputeStep =
  | {
      readonly kind: "withdrawn" | "reinstated";
      readonly transactionId: string;
      readonly amountNanos: bigint;
      /** Positive: charged to us. */
      readonly feeNanos: bigint;
    }
  | { readonly kind: "frozen" | "freed"; readonly paidNanos: bigint; readonly bonusNanos: bigint }
  | { readonly kind: "lost"; readonly loss: DisputeLoss; readonly disputedNanos: bigint }
  | {
      readonly kind: "restored";
      readonly loss: DisputeLoss;
      readonly disputedNanos: bigint;
      /** Of the loss's debt: what was paid since, and comes back as credits. */
      readonly repaidNanos: bigint;
    };

/** What follows from a word. */
export interface DisputeFollowed {
  readonly standing: DisputeStanding;
  readonly steps: readonly DisputeStep[];
}

/** How far a dispute has come, where the provider's balance does not tell: a win comes last, since a loss can turn into one. */
const RANK: Readonly<Record<DisputeState, number>> = { inquiry: 0, open: 1, lost: 2, won: 3 };

/** Whether a word is from before what we hold: it misses a transaction, or has no other and an earlier state. */
export function isOlder(word: DisputeWord, { state, transactionIds }: DisputeStanding): boolean {
  if (state === null) return false;
  const told = new Set(word.transactions.map(({ id }) => id));
  if (transactionIds.some((id) => !told.has(id))) return true;
  return told.size === transactionIds.length && RANK[disputeStateOf(word.status)] < RANK[state];
}

/**
 * Follows what the provider shows of a dispute (R2.8, C4.10). Each transaction is booked once. While the money is away what the
 * order is still good for is frozen; a win frees it; a loss takes it, and the rest is owed by whoever paid, see
 * {@link lossOf}. An older word changes nothing, so that words may come late, twice or not at all.
 * @returns null where a transaction cannot be booked: a person looks
 */
export function followDispute(
  standing: DisputeStanding,
  word: DisputeWord,
  order: DisputedOrder,
): DisputeFollowed | null {
  const booked = bookedTransactions(word, order.payment);
  if (booked === null) return null;
  if (isOlder(word, standing)) return { standing, steps: [] };
  const state = disputeStateOf(word.status);
  const fresh = booked.filter(({ id }) => !standing.transactionIds.includes(id));
  const course: Course = { standing: { ...standing, state }, steps: [], order };
  if (standing.loss !== null && (state !== "lost" || fresh.length > 0)) restore(course, standing.loss);
  for (const transaction of fresh) book(course, transaction);
  const isAway = course.standing.withdrawnNanos > 0n;
  if (isAway && course.standing.loss === null && (state === "open" || state === "lost")) freeze(course);
  if (isAway && course.standing.loss === null && state === "lost") lose(course);
  if (state === "won" || state === "inquiry" || !isAway) free(course);
  return { standing: course.standing, steps: course.steps };
}

/** Freezes what came back to the order of an open dispute since its last word: a refund that was called off, or failed. */
export function freezeReturned(standing: DisputeStanding, order: DisputedOrder): DisputeFollowed {
  const course: Course = { standing, steps: [], order };
  if (standing.state === "open" && standing.withdrawnNanos > 0n) freeze(course);
  return { standing: course.standing, steps: course.steps };
}

/** The way from one standing to the next. */
interface Course {
  standing: DisputeStanding;
  readonly steps: DisputeStep[];
  /** As it was before the first step. */
  readonly order: DisputedOrder;
}

function book(
  course: Course,
  {
    id,
    takenNanos,
    feeNanos,
  }: { readonly id: string; readonly takenNanos: bigint; readonly feeNanos: bigint },
): void {
  const { standing } = course;
  course.steps.push({
    kind: takenNanos < 0n ? "reinstated" : "withdrawn",
    transactionId: id,
    amountNanos: takenNanos < 0n ? -takenNanos : takenNanos,
    feeNanos,
  });
  course.standing = {
    ...standing,
    transactionIds: [...standing.transactionIds, id],
    withdrawnNanos: standing.withdrawnNanos + takenNanos,
    feeNanos: standing.feeNanos + feeNanos,
  };
}

function freeze(course: Course): void {
  const { standing, order } = course;
  if (order.holds === "nothing" || (order.holds === "plan" && standing.planShut)) return;
  const most = mostFrozen(order, standing.withdrawnNanos);
  const paidNanos = between(most.paidNanos - standing.frozenNanos, order.unspentNanos);
  const bonusNanos = between(most.bonusNanos - standing.frozenBonusNanos, order.bonusLeftNanos);
  if (order.holds === "credits" && paidNanos === 0n && bonusNanos === 0n) return;
  course.steps.push({ kind: "frozen", paidNanos, bonusNanos });
  course.standing = {
    ...standing,
    planShut: order.holds === "plan",
    frozenNanos: standing.frozenNanos + paidNanos,
    frozenBonusNanos: standing.frozenBonusNanos + bonusNanos,
  };
}

function lose(course: Course): void {
  const { standing, order } = course;
  // Requests of a plan that were in flight when it was shut have used of what it held back.
  const paidNanos =
    order.holds === "plan" ? between(order.unspentNanos, standing.frozenNanos) : standing.frozenNanos;
  const frozen = { paidNanos, bonusNanos: standing.frozenBonusNanos };
  const loss = lossOf(order, standing.withdrawnNanos, frozen);
  course.steps.push({ kind: "lost", loss, disputedNanos: standing.withdrawnNanos });
  course.standing = { ...standing, frozenNanos: 0n, frozenBonusNanos: 0n, loss };
}

function restore(course: Course, loss: DisputeLoss): void {
  const { standing, order } = course;
  const stillOwedNanos = between(order.debtNanos, loss.debtNanos);
  const repaidNanos = loss.debtNanos - stillOwedNanos;
  course.steps.push({
    kind: "restored",
    loss: { ...loss, debtNanos: stillOwedNanos },
    disputedNanos: standing.withdrawnNanos,
    repaidNanos,
  });
  course.standing = {
    ...standing,
    frozenNanos: loss.takenNanos + repaidNanos,
    frozenBonusNanos: loss.takenBonusNanos,
    loss: null,
  };
}

function free(course: Course): void {
  const { standing } = course;
  const { frozenNanos: paidNanos, frozenBonusNanos: bonusNanos } = standing;
  if (paidNanos === 0n && bonusNanos === 0n && !standing.planShut) return;
  course.steps.push({ kind: "freed", paidNanos, bonusNanos });
  course.standing = { ...standing, planShut: false, frozenNanos: 0n, frozenBonusNanos: 0n };
}

/** An amount, but not below zero and not above a limit. */
const between = (amount: bigint, limit: bigint): bigint =>
  amount < 0n ? 0n : amount < limit ? amount : limit;
