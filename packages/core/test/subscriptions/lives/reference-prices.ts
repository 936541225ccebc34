import { DAY } from "./calendar.ts";
import type { Answer, Interval, Plan } from "./life.ts";

const NOTICE = 30 * DAY;

/** A price of one plan and length, with what it includes. */
export interface Version {
  readonly cents: number;
  readonly included: number;
  readonly from: number;
  withdrawn: boolean;
}

/** What became of a notice. */
export interface Announced {
  readonly at: number;
  readonly bounced: boolean;
}

const BEGIN: Readonly<Record<string, readonly [number, number]>> = {
  "free month": [0, 0],
  "free year": [0, 0],
  "pro month": [2000, 4000],
  "pro year": [20_000, 48_000],
  "max month": [10_000, 20_000],
  "max year": [100_000, 240_000],
};

/** The price list of the lives and its announced changes; versions in the order in which they apply. */
export class Catalogue {
  readonly #versions = new Map<string, Version[]>();

  /** Every version of a price, the first one first. */
  of(plan: Plan, interval: Interval): Version[] {
    const key = `${plan} ${interval}`;
    const [cents, included] = BEGIN[key] ?? [0, 0];
    const list = this.#versions.get(key) ?? [{ cents, included, from: 0, withdrawn: false }];
    this.#versions.set(key, list);
    return list;
  }

  inForce(plan: Plan, interval: Interval, now: number): Version {
    const found = this.of(plan, interval).findLast((each) => !each.withdrawn && each.from <= now);
    if (found === undefined) throw new Error("no price is in force");
    return found;
  }

  /** Versions newer than one, the nearest first. */
  after(plan: Plan, interval: Interval, version: Version): readonly Version[] {
    const list = this.of(plan, interval);
    return list.slice(list.indexOf(version) + 1);
  }

  announce(plan: Plan, interval: Interval, cents: number, now: number, from: number): Answer {
    const current = this.inForce(plan, interval, now);
    const refused: string[] = [];
    if (current.cents === 0) refused.push("price_change_free_plan");
    if (cents === current.cents) refused.push("price_change_same_price");
    if (this.pending(plan, interval, now) !== undefined) refused.push("price_change_pending");
    if (refused.length > 0) return refused;
    this.of(plan, interval).push({ cents, included: current.included, from, withdrawn: false });
    return "done";
  }

  withdraw(plan: Plan, interval: Interval, now: number): Answer {
    const pending = this.pending(plan, interval, now);
    if (pending === undefined) return ["price_change_none"];
    pending.withdrawn = true;
    return "done";
  }

  /** The change that does not apply yet. */
  pending(plan: Plan, interval: Interval, now: number): Version | undefined {
    return this.of(plan, interval).findLast((each) => !each.withdrawn && each.from > now);
  }
}

/**
 * What a renewal costs (T3.2): the listed price, but never more than the most that was announced in time, and never
 * more than before where nothing was, or where the customer is leaving.
 */
export function renewedPrice(
  had: { readonly version: Version; readonly cents: number },
  changes: readonly Version[],
  told: ReadonlyMap<Version, Announced>,
  renewalAt: number,
  leaving: boolean,
): { readonly version: Version; readonly cents: number } {
  const inForce = changes.filter((each) => !each.withdrawn && each.from <= renewalAt);
  const listed = inForce.at(-1);
  if (listed === undefined) return had;
  if (listed.cents <= had.cents) return { version: listed, cents: listed.cents };
  const announced = inForce.filter((each) => {
    const notice = told.get(each);
    const inTime = notice !== undefined && !notice.bounced && notice.at <= renewalAt - NOTICE;
    return !leaving && inTime && each.cents > had.cents;
  });
  const most = Math.max(had.cents, ...announced.map(({ cents }) => cents));
  if (most >= listed.cents) return { version: listed, cents: listed.cents };
  const holds = announced.findLast(({ cents }) => cents === most);
  return holds === undefined ? had : { version: holds, cents: holds.cents };
}
