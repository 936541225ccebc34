import type { Contribution, ReconciledObject } from "@tenure/core/reconciliations";

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
