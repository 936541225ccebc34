import type { RefundLegState } from "../refunds/index.ts";
import type { Amount, DisputeThereState, Here, LegHere, RefundThere, There } from "./sides.ts";

/** In what the books can differ, in the order in which a page lists them. */
export const DIFFERENCE_KINDS = [
  "bounced",
  "missing_here",
  "missing_there",
  "duplicate",
  "unmatched_dispute",
  "amount",
  "currency",
  "state",
] as const;

/** One of {@link DIFFERENCE_KINDS}. */
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

/** What a difference is about. */
export const RECONCILED_OBJECTS = ["payment", "refund", "dispute"] as const;

/** One of {@link RECONCILED_OBJECTS}. */
export type ReconciledObject = (typeof RECONCILED_OBJECTS)[number];

/**
 * What resolves a difference. `take_over` can be done by the product: it goes the way of the notification that never came.
 * `book_refund` too, once a person says so: a refund that was made at the provider is booked. The others are a person's:
 * words on the page say how.
 */
export const REMEDIES = [
  "take_over",
  "book_refund",
  "find_order",
  "correct_amount",
  "ask_provider",
  "book_by_hand",
  "claim_back",
  "wait",
] as const;

/** One of {@link REMEDIES}. */
export type Remedy = (typeof REMEDIES)[number];

/** One side of a difference. */
export interface DifferenceSide extends Amount {
  readonly state: string;
}

/** Something in which the books differ. */
export interface Difference {
  readonly kind: DifferenceKind;
  readonly object: ReconciledObject;
  /** The provider's id of it; ours where the provider has none. Found again, it has the same. */
  readonly subject: string;
  readonly there: DifferenceSide | null;
  readonly here: DifferenceSide | null;
  readonly remedy: Remedy;
}

/** Everything in which the books differ about one payment: the payment first, then its refunds, then its disputes. */
export const classify = (paymentId: string, there: There, here: Here): readonly Difference[] => [
  ...paymentDifferences(paymentId, there, here),
  ...refundDifferences(there, here),
  ...disputeDifferences(paymentId, there, here),
];

const sideOf = ({ amountMinor, currency }: Amount, state: string): DifferenceSide => ({
  amountMinor,
  currency,
  state,
});

/** The currency first: amounts in different currencies cannot be compared. */
const inequality = (there: Amount, here: Amount): "currency" | "amount" | null =>
  there.currency !== here.currency ? "currency" : there.amountMinor !== here.amountMinor ? "amount" : null;

function paymentDifferences(
  paymentId: string,
  { payment }: There,
  { payment: ours, order }: Here,
): Difference[] {
  const there = payment === null ? null : sideOf(payment, payment.captured ? "captured" : "not_captured");
  const here = ours === null ? null : sideOf(ours, "captured");
  const found = (kind: DifferenceKind, remedy: Remedy, expected = here): Difference[] => [
    { kind, object: "payment", subject: paymentId, there, here: expected, remedy },
  ];
  if (payment === null) return ours === null ? [] : found("missing_there", "ask_provider");
  if (!payment.captured) return ours === null ? [] : found("state", "ask_provider");
  if (ours !== null) {
    const unequal = inequality(payment, ours);
    return unequal === null ? [] : found(unequal, "correct_amount");
  }
  if (order === null) return found("missing_here", "find_order");
  // An order is paid with what it asked for; anything else was refused when we heard of it, and would be again.
  const unequal = inequality(payment, order);
  if (unequal !== null) return found(unequal, "correct_amount", sideOf(order, "expected"));
  return order.paid ? found("duplicate", "take_over") : found("missing_here", "take_over");
}

/** From here on the provider may have been asked, so that it may hold a refund of the leg. */
const ASKED: ReadonlySet<RefundLegState> = new Set(["calling", "pending", "unknown", "refunded", "failed"]);

function refundDifferences({ refunds }: There, { legs, payment }: Here): Difference[] {
  const differences: Difference[] = [];
  const seen = new Set<string>();
  for (const refund of refunds) {
    // One that we did not ask for names no leg of ours; booked, it is known by its own id.
    const leg =
      legs.find((each) => each.id === refund.legId) ??
      legs.find((each) => each.providerRefundId === refund.id);
    // The one that the leg names, or the first that names a leg which names none yet; every further one is one too many.
    const own =
      leg !== undefined &&
      (leg.providerRefundId === null ? !seen.has(leg.id) : leg.providerRefundId === refund.id);
    if (leg !== undefined && own) {
      seen.add(leg.id);
      differences.push(...legDifference(refund, leg));
    } else if (refund.state !== "failed" && !refund.returned)
      differences.push({
        kind: leg === undefined ? "missing_here" : "duplicate",
        object: "refund",
        subject: refund.id,
        there: sideOf(refund, refund.state),
        here: leg === undefined ? null : sideOf(leg, leg.state),
        remedy: leg !== undefined ? "claim_back" : payment === null ? "book_by_hand" : "book_refund",
      });
  }
  for (const leg of legs)
    if (leg.state === "refunded" && !seen.has(leg.id))
      differences.push({
        kind: "missing_there",
        object: "refund",
        subject: leg.providerRefundId ?? leg.id,
        there: null,
        here: sideOf(leg, leg.state),
        remedy: "ask_provider",
      });
  return differences;
}

function legDifference(refund: RefundThere, leg: LegHere): Difference[] {
  const found = (kind: DifferenceKind, remedy: Remedy): Difference[] => [
    {
      kind,
      object: "refund",
      subject: refund.id,
      there: sideOf(refund, refund.returned ? "returned" : refund.state),
      here: sideOf(leg, leg.state),
      remedy,
    },
  ];
  const gone = refund.state === "failed" || refund.returned;
  if (!ASKED.has(leg.state)) return gone ? [] : found("state", "claim_back");
  const unequal = inequality(refund, leg);
  if (unequal !== null) return gone && leg.state === "failed" ? [] : found(unequal, "correct_amount");
  if (gone)
    return leg.state === "failed" ? [] : found(leg.state === "refunded" ? "bounced" : "state", "take_over");
  // We gave back what the refund took, and the money left all the same.
  if (leg.state === "failed") return found("state", "claim_back");
  if (refund.state === "refunded") return leg.state === "refunded" ? [] : found("state", "take_over");
  return leg.state === "refunded" ? found("state", "wait") : [];
}

/** What all disputes of a payment come to: open while any is, lost where any was lost. */
function disputeStateOf(states: readonly DisputeThereState[]): "none" | DisputeThereState {
  if (states.length === 0) return "none";
  return states.includes("open") ? "open" : states.includes("lost") ? "lost" : "won";
}

function disputeDifferences(paymentId: string, { disputes }: There, { payment }: Here): Difference[] {
  const ours = payment?.disputeState ?? "none";
  const theirs = disputeStateOf(disputes.map((each) => each.state));
  if (ours === theirs) return [];
  // The newest that says what they come to; without any it is ours that has no counterpart.
  const told = disputes.find((each) => each.state === theirs);
  if (told === undefined)
    return [
      {
        kind: "missing_there",
        object: "dispute",
        subject: paymentId,
        there: null,
        here: payment === null ? null : sideOf(payment, ours),
        remedy: "ask_provider",
      },
    ];
  return [
    {
      kind: ours === "none" ? "unmatched_dispute" : "state",
      object: "dispute",
      subject: told.id,
      there: sideOf(told, told.state),
      here: payment === null ? null : sideOf(payment, ours),
      remedy: payment === null ? "find_order" : "take_over",
    },
  ];
}
