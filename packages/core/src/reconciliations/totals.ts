import type { ReconciledObject } from "./classify.ts";
import type { Here, There } from "./sides.ts";

/** What one payment adds to the totals of a side. */
export interface Contribution {
  readonly object: ReconciledObject;
  readonly side: "there" | "here";
  readonly currency: string;
  readonly amountMinor: bigint;
}

/**
 * What counts on each side: payments that were captured, refunds that were paid and did not come back, disputes that
 * are open or lost. A dispute of ours counts with what the provider says it is about, since we keep no amount of our own.
 */
export function contributionsOf(there: There, here: Here): readonly Contribution[] {
  const known =
    here.payment !== null && here.payment.disputeState !== "none" && here.payment.disputeState !== "won";
  const weighty = there.disputes.filter((each) => each.state !== "won");
  const of =
    (object: ReconciledObject, side: Contribution["side"]) =>
    ({ amountMinor, currency }: { amountMinor: bigint; currency: string }): Contribution => ({
      object,
      side,
      currency,
      amountMinor,
    });
  return [
    ...(there.payment?.captured === true ? [there.payment] : []).map(of("payment", "there")),
    ...(here.payment === null ? [] : [here.payment]).map(of("payment", "here")),
    ...there.refunds.filter((each) => each.state === "refunded" && !each.returned).map(of("refund", "there")),
    ...here.legs.filter((each) => each.state === "refunded").map(of("refund", "here")),
    ...weighty.map(of("dispute", "there")),
    ...(known ? weighty : []).map(of("dispute", "here")),
  ];
}

interface Sum {
  thereCount: number;
  thereMinor: bigint;
  hereCount: number;
  hereMinor: bigint;
}

/** A line of the totals, as it is kept. */
export interface TotalRow {
  readonly channel: string;
  readonly object: ReconciledObject;
  readonly currency: string;
  readonly thereCount: number;
  readonly thereMinor: string;
  readonly hereCount: number;
  readonly hereMinor: string;
}

/** Sums of both sides per channel, object and currency, while a run goes on. */
export class Totals {
  readonly #sums = new Map<string, Sum>();

  add(channel: string, contributions: readonly Contribution[]): void {
    for (const { object, side, currency, amountMinor } of contributions) {
      const key = `${channel} ${object} ${currency}`;
      const sum = this.#sums.get(key) ?? { thereCount: 0, thereMinor: 0n, hereCount: 0, hereMinor: 0n };
      if (side === "there") {
        sum.thereCount += 1;
        sum.thereMinor += amountMinor;
      } else {
        sum.hereCount += 1;
        sum.hereMinor += amountMinor;
      }
      this.#sums.set(key, sum);
    }
  }

  rows(): readonly TotalRow[] {
    return [...this.#sums].map(([key, sum]) => {
      const [channel = "", object = "", currency = ""] = key.split(" ");
      return {
        channel,
        object: object as ReconciledObject,
        currency,
        thereCount: sum.thereCount,
        thereMinor: sum.thereMinor.toString(),
        hereCount: sum.hereCount,
        hereMinor: sum.hereMinor.toString(),
      };
    });
  }
}
