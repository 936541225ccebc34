import type { UsageSummary } from "@tenure/core/contract";
import { useLocale } from "../foundation/use-locale.ts";
import { bucketText } from "./bucket-text.ts";
import { heightOf, textOf } from "./usage-metric.ts";

/**
 * What was used, a bar for each step, and nothing else: a picture for a page that says more in words. Drawn without the
 * chart library, which weighs as much as the rest of the first page; every bar is a list item that says its day and amount.
 */
export function SpendBars(props: { readonly label: string; readonly summary: UsageSummary }) {
  const { label, summary } = props;
  const locale = useLocale();
  const highest = Math.max(...summary.buckets.map((bucket) => heightOf(bucket, "value")));
  const named = summary.buckets.map((bucket) => ({
    bucket,
    ...bucketText(bucket, summary.grain, summary.timeZone, locale),
  }));
  return (
    <div className="flex flex-col gap-1">
      <ol aria-label={label} className="flex h-20 items-end gap-1 border-b border-hairline-strong">
        {named.map(({ bucket, full }) => {
          const words = `${full}: ${textOf(bucket, "value", locale)}`;
          const height = highest === 0 ? 0 : heightOf(bucket, "value") / highest;
          return (
            <li key={bucket.startsAt} title={words} className="group flex h-full min-w-0 flex-1 items-end">
              <span className="sr-only">{words}</span>
              <span
                aria-hidden
                className="w-full rounded-t-[1px] bg-accent-strong group-hover:bg-accent"
                // A day on which a little was used is not a day without use.
                style={{ height: height === 0 ? 0 : `max(2px, ${height * 100}%)` }}
              />
            </li>
          );
        })}
      </ol>
      <p aria-hidden className="figures flex justify-between text-xs text-muted">
        <time>{named[0]?.short}</time>
        <time>{named.at(-1)?.short}</time>
      </p>
    </div>
  );
}
