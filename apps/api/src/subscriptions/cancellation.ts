import { termContaining, termEnd } from "@tenure/core/subscriptions";
import type { RunningSubscription } from "./running.ts";

/** When a cancelled subscription ends: with this term, or with the one that renewal still brings (T2.5). */
export function cancellationOf(
  { canceledAt, lastTermNumber, timeZone: zone }: RunningSubscription,
  term: NonNullable<RunningSubscription["term"]>,
  interval: string | undefined,
) {
  if (canceledAt === null || lastTermNumber === null) return null;
  const renewals = Math.max(0, lastTermNumber - term.number);
  const calendar = {
    anchor: term.anchorAt,
    zone,
    interval: interval === "year" ? ("year" as const) : ("month" as const),
  };
  const { index } = termContaining(calendar, term.startsAt);
  return {
    canceledAt,
    renewals,
    endsAt: renewals === 0 ? term.endsAt : termEnd({ ...calendar, index: index + renewals }),
  };
}
