import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { classNames } from "../foundation/class-names.ts";

/** One colour of the bars. */
export interface BarSeries {
  readonly key: string;
  readonly name: string;
  /** A token, such as `var(--chart-1)`. */
  readonly colour: string;
}

/** One bar. Heights are for drawing alone; what is said is `texts`, exact and with its unit. */
export interface BarPoint {
  readonly key: string;
  /** Below the bar, short. */
  readonly label: string;
  /** Above the figures of the bar, in full. */
  readonly title: string;
  /** Height of each series, in their order. */
  readonly heights: readonly number[];
  /** The figure of each series, in words. */
  readonly texts: readonly string[];
  readonly total: string;
}

/** Parts of the tallest bar near which ticks may stand, and the room a figure takes in the axis' font size. */
const TICKS = [0, 0.25, 0.5, 0.75, 1];
const CHARACTER_PX = 7;

const AXIS = { fill: "var(--muted)", fontSize: 12 };

/**
 * Bars over time, stacked by series. The arrow keys walk along them once the chart has the focus. A table with the
 * same figures must be reachable beside it: a picture alone is no answer.
 */
export function StackedBars(props: {
  /** What it shows, for who does not see it. */
  readonly label: string;
  readonly series: readonly BarSeries[];
  readonly points: readonly BarPoint[];
  /** Writes a height at the axis whose highest is `tallest`. */
  readonly axisText: (height: number, tallest: number) => string;
}) {
  const { label, series, points, axisText } = props;
  const tallest = Math.max(0, ...points.map((point) => point.heights.reduce((sum, each) => sum + each, 0)));
  // Set once for all ticks: measured by the chart itself, the bars would be drawn before it is known.
  const longest = Math.max(...TICKS.map((part) => axisText(tallest * part, tallest).length));
  const axisWidth = 12 + longest * CHARACTER_PX;
  const byKey = new Map(points.map((point) => [point.key, point]));
  return (
    <figure aria-label={label} className="flex flex-col gap-3">
      <ResponsiveContainer width="100%" height={260}>
        <BarChart
          data={[...points]}
          margin={{ top: 8, right: 0, bottom: 0, left: 0 }}
          barCategoryGap="18%"
          title={label}
        >
          <CartesianGrid vertical={false} stroke="var(--hairline)" />
          <XAxis
            dataKey="key"
            tickFormatter={(key: string) => byKey.get(key)?.label ?? key}
            tick={AXIS}
            tickLine={false}
            axisLine={{ stroke: "var(--hairline-strong)" }}
            minTickGap={28}
          />
          <YAxis
            tick={AXIS}
            tickLine={false}
            axisLine={false}
            width={axisWidth}
            tickFormatter={(height: number) => axisText(height, tallest)}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ fill: "var(--hover)" }}
            content={({ active, label: key }) => {
              const point = active ? byKey.get(String(key)) : undefined;
              return point === undefined ? null : <PointFigures point={point} series={series} />;
            }}
          />
          {series.map((each, index) => (
            <Bar
              key={each.key}
              stackId="all"
              name={each.name}
              dataKey={(point: BarPoint) => point.heights[index] ?? 0}
              fill={each.colour}
              stroke="var(--page)"
              strokeWidth={0.5}
              isAnimationActive={false}
            />
          ))}
        </BarChart>
      </ResponsiveContainer>
      {series.length > 1 && (
        <figcaption className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-muted">
          {series.map((each) => (
            <span key={each.key} className="inline-flex items-center gap-1.5">
              <Swatch colour={each.colour} />
              <span className="wrap-anywhere">{each.name}</span>
            </span>
          ))}
        </figcaption>
      )}
    </figure>
  );
}

function PointFigures(props: { readonly point: BarPoint; readonly series: readonly BarSeries[] }) {
  const { point, series } = props;
  const shown = series.flatMap((each, index) =>
    (point.heights[index] ?? 0) === 0 ? [] : [{ ...each, text: point.texts[index] ?? "" }],
  );
  return (
    <div className="figures flex max-w-80 flex-col gap-1 rounded-md bg-raised px-3 py-2 text-sm shadow-raised">
      <p className="font-medium">{point.title}</p>
      {series.length > 1 &&
        shown.map((each) => (
          <p key={each.key} className="flex items-center justify-between gap-4">
            <span className="inline-flex min-w-0 items-center gap-1.5">
              <Swatch colour={each.colour} />
              <span className="truncate">{each.name}</span>
            </span>
            <span>{each.text}</span>
          </p>
        ))}
      <p
        className={classNames(
          "text-right font-medium",
          shown.length > 0 && series.length > 1 && "border-t border-hairline pt-1",
        )}
      >
        {point.total}
      </p>
    </div>
  );
}

const Swatch = ({ colour }: { readonly colour: string }) => (
  <span aria-hidden className="size-2.5 shrink-0 rounded-sm" style={{ backgroundColor: colour }} />
);
