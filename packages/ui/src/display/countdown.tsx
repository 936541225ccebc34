import { useLingui } from "@lingui/react/macro";
import { useEffect, useState } from "react";
import { splitSpan } from "../foundation/format-instant.ts";
import { useNow } from "../foundation/ui-context.tsx";

/** Announced when the time left falls to one of these minutes: often enough to act on, not every minute. */
const ANNOUNCED_MINUTES = [60, 30, 10, 5, 1, 0];

/**
 * Time left, live: "3h 12m"; from two days on "4d 6h" (R1.3 words the first form). It counts on the account's
 * clock and rounds down, so that it never promises a minute that is not there.
 */
export function Countdown(props: {
  /** ISO-8601 UTC instant at which nothing is left. */
  readonly until: string;
  /** Called once when the instant passes while shown, e.g. to ask for a new preview. */
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
  const text = ended
    ? t`no time left`
    : leftMs < 60_000
      ? t`less than 1m`
      : days >= 2
        ? t`${days}d ${hours}h`
        : t`${wholeHours}h ${minutes}m`;
  const announced = ANNOUNCED_MINUTES.includes(wholeHours * 60 + minutes) ? text : null;
  const [said, setSaid] = useState("");
  useEffect(() => {
    if (announced !== null) setSaid(announced);
  }, [announced]);
  return (
    <span role="timer" className="figures whitespace-nowrap">
      {text}
      <span aria-live="polite" className="sr-only">
        {said === text ? "" : said}
      </span>
    </span>
  );
}
