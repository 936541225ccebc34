import { Trans, useLingui } from "@lingui/react/macro";
import { useEffect } from "react";
import { splitSpan } from "../foundation/format-instant.ts";
import { useNow } from "../foundation/ui-context.tsx";

/** Passing below one of these is announced: often enough to act on, not every minute. */
const ANNOUNCED_BELOW_MINUTES = [60, 30, 10, 5, 1] as const;

/**
 * Time left, live: "3h 12m"; from two days on "4d 6h" (R1.3 words the first form). It counts on the account's
 * clock and rounds down, so that it never promises a minute that is not there.
 */
export function Countdown(props: {
  /** ISO-8601 UTC instant at which nothing is left. */
  readonly until: string;
  /** Called when the instant passes while shown, e.g. to ask for a new preview. */
  readonly onEnd?: () => void;
}) {
  const { until, onEnd } = props;
  const { t } = useLingui();
  const leftMs = Date.parse(until) - useNow(1000);
  const ended = leftMs < 0;
  useEffect(() => {
    if (ended) onEnd?.();
  }, [ended, onEnd]);
  const { days, hours, minutes } = splitSpan(leftMs);
  const wholeHours = days * 24 + hours;
  const below = ANNOUNCED_BELOW_MINUTES.findLast((threshold) => leftMs < threshold * 60_000);
  return (
    <span role="timer" className="figures whitespace-nowrap">
      {ended
        ? t`no time left`
        : leftMs < 60_000
          ? t`less than 1m`
          : days >= 2
            ? t`${days}d ${hours}h`
            : t`${wholeHours}h ${minutes}m`}
      <span aria-live="polite" className="sr-only">
        {below !== undefined && !ended && <Trans>less than {below} minutes left</Trans>}
      </span>
    </span>
  );
}
