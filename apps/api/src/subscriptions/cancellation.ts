import { placeOfTerm, termEnd } from "@tenure/core/subscriptions";
import type { RunningSubscription } from "./running.ts";

/** When a cancelled subscription ends: with this term, or with the one that renewal still brings (T2.5). */
export function cancellationOf(
  { canceledAt, lastTermNumber, newestNumber, timeZone: zone }: RunningSubscription,
  term: NonNullable<RunningSubscription["term"]>,
  interval: string | undefined,
) {
  if (canceledAt === null || lastTermNumber === null) return null;
  // Numbers go on behind a term that was given up with its upgrade.
  const renewals = lastTermNumber === term.number ? 0 : Math.max(0, lastTermNumber - newestNumber);
  const calendar = {
    anchor: term.anchorAt,
    zone,
    interval: interval === "year" ? ("year" as const) : ("month" as const),
  };
  const place = placeOfTerm(calendar, term.endsAt);
  return {
    canceledAt,
    renewals,
    endsAt: renewals === 0 ? term.endsAt : termEnd({ ...place.calendar, index: place.index + renewals }),
  };
}
