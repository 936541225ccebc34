import { useLingui } from "@lingui/react/macro";
import type { Outputs } from "@tenure/api/trpc";
import { useLocale } from "@tenure/ui";
import { StackedBars } from "@tenure/ui/charts";
import { type Shift, useShiftWords } from "./use-shift-words.ts";

type Day = Outputs["policyVersions"]["shadow"]["get"]["days"][number];

const DAY_MS = 86_400_000;
const SHIFTS: readonly Shift[] = ["granted", "more", "refused", "less", "other"];

/** How many answers of each day would change, by what becomes of them. Days in UTC, as they were counted. */
export function ShadowChart(props: {
  readonly days: readonly Day[];
  readonly from: string;
  readonly to: string;
}) {
  const { t } = useLingui();
  const locale = useLocale();
  const words = useShiftWords();
  const shown = SHIFTS.filter((shift) => props.days.some((each) => each.shift === shift));
  const number = new Intl.NumberFormat(locale);
  const short = new Intl.DateTimeFormat(locale, { month: "short", day: "numeric", timeZone: "UTC" });
  const long = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" });
  return (
    <StackedBars
      label={t`Answers that would change, by day`}
      series={shown.map((shift) => ({
        key: shift,
        name: words[shift],
        colour: `var(--chart-${SHIFTS.indexOf(shift) + 1})`,
      }))}
      points={daysBetween(props.from, props.to).map((day) => {
        const counts = shown.map(
          (shift) => props.days.find((each) => each.day === day && each.shift === shift)?.count ?? 0,
        );
        return {
          key: day,
          label: short.format(new Date(day)),
          title: long.format(new Date(day)),
          heights: counts,
          texts: counts.map((count) => number.format(count)),
          total: number.format(counts.reduce((sum, count) => sum + count, 0)),
        };
      })}
      axisText={(height) => (Number.isInteger(height) ? number.format(height) : "")}
    />
  );
}

/** Every day of a period in UTC, so that one without a change stands in the chart as well. */
function daysBetween(from: string, to: string): string[] {
  const days: string[] = [];
  for (let atMs = Date.parse(from.slice(0, 10)); atMs <= Date.parse(to); atMs += DAY_MS)
    days.push(new Date(atMs).toISOString().slice(0, 10));
  return days;
}
