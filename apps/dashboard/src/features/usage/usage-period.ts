import {
  MAX_USAGE_BUCKETS,
  daysBetween,
  firstOfMonth,
  type LocalDate,
  localDateOf,
  plusDays,
  type UsageGrain,
} from "@tenure/core/statements";
import type { UsageSearch } from "./usage-search.ts";

/** A period as the API is asked for it: local days, both inside, or instants, the second outside. */
export interface AskedPeriod {
  readonly grain: UsageGrain;
  readonly from: string;
  readonly to: string;
}

/** The period of the page and the one it is compared with: as long, and right before it. */
export interface ComparedPeriods {
  readonly present: AskedPeriod;
  /** Null for periods beyond what the API sums by the day. */
  readonly previous: AskedPeriod | null;
}

const MS_PER_HOUR = 3_600_000;
/** Up to so many days, hours say more than days. */
const FEW_DAYS = 2;

/** What the address asks for, at an instant of the account's clock. */
export function periodsOf(search: UsageSearch, nowMs: number, zone: string): ComparedPeriods {
  const today = localDateOf(new Date(nowMs).toISOString(), zone);
  switch (search.range ?? "30d") {
    case "24h":
      return lastHours(nowMs);
    case "7d":
      return days(plusDays(today, -6), today);
    case "30d":
      return days(plusDays(today, -29), today);
    case "month": {
      const first = firstOfMonth(today);
      const before = firstOfMonth(today, -1);
      // As far into the month before, though it may be shorter.
      const upTo = plusDays(before, daysBetween(first, today));
      return {
        present: { grain: "day", from: first, to: today },
        previous: { grain: "day", from: before, to: upTo < first ? upTo : plusDays(first, -1) },
      };
    }
    case "custom": {
      const to = search.to ?? today;
      const from = search.from ?? plusDays(to, -29);
      return from <= to ? days(from, to) : days(to, from);
    }
  }
}

/** 24 whole hours, the one under way last. */
function lastHours(nowMs: number): ComparedPeriods {
  const endMs = (Math.floor(nowMs / MS_PER_HOUR) + 1) * MS_PER_HOUR;
  const at = (hours: number) => new Date(endMs + hours * MS_PER_HOUR).toISOString();
  return {
    present: { grain: "hour", from: at(-24), to: at(0) },
    previous: { grain: "hour", from: at(-48), to: at(-24) },
  };
}

function days(from: LocalDate, to: LocalDate): ComparedPeriods {
  const length = daysBetween(from, to) + 1;
  if (length > MAX_USAGE_BUCKETS) return { present: { grain: "month", from, to }, previous: null };
  const grain = length <= FEW_DAYS ? "hour" : "day";
  return {
    present: { grain, from, to },
    previous: { grain, from: plusDays(from, -length), to: plusDays(from, -1) },
  };
}
