/** What goes back to one payment, in whole minor units. */
export interface RefundLeg {
  readonly paymentId: string;
  readonly amountMinor: bigint;
}

/** A captured payment of a billing cycle, in whole minor units of one currency. */
export interface CyclePayment {
  readonly paymentId: string;
  /** What was captured, tax included. */
  readonly amountMinor: bigint;
  /** Lost to disputes. */
  readonly lostMinor: bigint;
  /** Returned by earlier refunds, those under way included. */
  readonly returnedMinor: bigint;
  /** The least its provider pays out at a time (R2.9). */
  readonly minimumMinor: bigint;
}

/** From one sum to another, both included. */
interface Range {
  readonly from: bigint;
  readonly to: bigint;
}

/**
 * Splits a refund over the payments of one cycle, newest first (design.md, "Several payments in one cycle"): each leg as
 * large as it can be and never above what is left of its own cash, so that earlier payments are touched last. Where a
 * leg would fall below what its provider pays, the newer ones leave it just enough. Legs add up exactly, and wherever
 * some split can be paid one is found (docs/decisions/0016).
 * @param payments oldest first
 * @returns one leg per payment that gets any, newest first; null where no split can be paid (R2.9).
 */
export function refundLegs(
  totalMinor: bigint,
  payments: readonly CyclePayment[],
): readonly RefundLeg[] | null {
  if (totalMinor <= 0n) return null;
  const legs: RefundLeg[] = [];
  let restMinor = totalMinor;
  for (const [index, payment] of [...payments.entries()].reverse()) {
    const takenMinor = largestLeg(restMinor, payment, payableSums(payments.slice(0, index)));
    if (takenMinor === null) return null;
    if (takenMinor > 0n) legs.push({ paymentId: payment.paymentId, amountMinor: takenMinor });
    restMinor -= takenMinor;
  }
  return restMinor === 0n ? legs : null;
}

/** What one payment can return: nothing, or anything in the range; null where not even its provider's least is left. */
function legRange({ amountMinor, lostMinor, returnedMinor, minimumMinor }: CyclePayment): Range | null {
  const to = amountMinor - lostMinor - returnedMinor;
  const from = minimumMinor > 1n ? minimumMinor : 1n;
  return from <= to ? { from, to } : null;
}

/** Every sum that some choice of legs of these payments can make, as ranges apart from each other. */
function payableSums(payments: readonly CyclePayment[]): readonly Range[] {
  return payments.reduce<readonly Range[]>(
    (sums, payment) => {
      const leg = legRange(payment);
      if (leg === null) return sums;
      return merged([...sums, ...sums.map(({ from, to }) => ({ from: from + leg.from, to: to + leg.to }))]);
    },
    [{ from: 0n, to: 0n }],
  );
}

/** Ranges that touch become one, so that their number stays small however many payments there are. */
function merged(ranges: readonly Range[]): readonly Range[] {
  const sorted = [...ranges].sort((one, other) => (one.from < other.from ? -1 : 1));
  return sorted.reduce<readonly Range[]>((apart, range) => {
    const last = apart.at(-1);
    return last === undefined || range.from > last.to + 1n
      ? [...apart, range]
      : [...apart.slice(0, -1), { from: last.from, to: max(last.to, range.to) }];
  }, []);
}

/** The most that this payment can take so that the older ones can take the rest; null where there is no such amount. */
function largestLeg(restMinor: bigint, payment: CyclePayment, older: readonly Range[]): bigint | null {
  const leg = legRange(payment);
  const none: Range = { from: 0n, to: 0n };
  const amounts = older.flatMap((sums) =>
    (leg === null ? [none] : [none, leg]).flatMap((own) => {
      const most = min(own.to, restMinor - sums.from);
      const least = max(own.from, restMinor - sums.to);
      return least <= most ? [most] : [];
    }),
  );
  return amounts.reduce<bigint | null>((best, each) => (best === null || each > best ? each : best), null);
}

const min = (one: bigint, other: bigint): bigint => (one < other ? one : other);
const max = (one: bigint, other: bigint): bigint => (one > other ? one : other);
