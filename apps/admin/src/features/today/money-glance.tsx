import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import type { Outputs } from "@tenure/api/trpc";
import { decimalToNanos, formatMoney } from "@tenure/core/money";
import { classNames, Money, useLocale } from "@tenure/ui";
import type { ReactNode } from "react";
import { trpc } from "../../trpc.ts";

const RENEWAL_MS = 60_000;
/** Height of the highest bar, pixels. */
const HIGHEST = 28;

type OfCurrency = Outputs["operations"]["money"]["currencies"][number];
type Amount = OfCurrency["total"]["received"];

/** Platform sums may exceed what a customer's amount can be, so they are read as they are. */
const nanosOf = ({ amount }: Amount): bigint => decimalToNanos(amount) ?? 0n;

/** What came in and went back in the last seven days, one line for each currency. */
export function MoneyGlance() {
  const { data } = useQuery({ ...trpc.operations.money.queryOptions({}), refetchInterval: RENEWAL_MS });
  if (data === undefined || data.currencies.length === 0) return null;
  return (
    <div className="mb-7 flex flex-col gap-3 border-b border-hairline pb-6">
      {data.currencies.map((each) => (
        <Line key={each.currency} days={data.days} of={each} />
      ))}
    </div>
  );
}

function Line(props: { readonly days: readonly string[]; readonly of: OfCurrency }) {
  const { currency, byDay, total, underWay } = props.of;
  const { t } = useLingui();
  // One measure for both, so that what came in and what went back can be compared.
  const highest = byDay
    .flatMap(({ received, returned }) => [nanosOf(received), nanosOf(returned)])
    .reduce((most, each) => (each > most ? each : most), 1n);
  return (
    <div className="flex flex-wrap items-end gap-x-10 gap-y-4">
      <div className="flex items-end gap-4">
        <Sum amount={total.received} currency={currency} label={<Trans>received in 7 days</Trans>} />
        <Bars
          label={t`Received, by day`}
          days={props.days}
          amounts={byDay.map(({ received }) => received)}
          currency={currency}
          highest={highest}
        />
      </div>
      <div className="flex items-end gap-4">
        <Sum amount={total.returned} currency={currency} label={<Trans>returned in 7 days</Trans>} />
        <Bars
          label={t`Returned, by day`}
          days={props.days}
          amounts={byDay.map(({ returned }) => returned)}
          currency={currency}
          highest={highest}
          muted
        />
      </div>
      <Sum amount={underWay.expected} currency={currency} label={<Trans>on its way back</Trans>} />
    </div>
  );
}

function Sum(props: {
  readonly amount: Amount;
  readonly currency: OfCurrency["currency"];
  readonly label: ReactNode;
}) {
  const nanos = nanosOf(props.amount);
  return (
    <dl className="flex flex-col-reverse">
      <dt className="text-sm text-muted">{props.label}</dt>
      <dd className={classNames("text-lg font-semibold", nanos === 0n && "text-faint")}>
        <Money nanos={nanos} currency={props.currency} />
      </dd>
    </dl>
  );
}

/** One bar a day; each says its amount to whoever asks, and all of them to a screen reader. */
function Bars(props: {
  readonly label: string;
  readonly days: readonly string[];
  readonly amounts: readonly Amount[];
  readonly currency: OfCurrency["currency"];
  /** What stands at full height. */
  readonly highest: bigint;
  readonly muted?: boolean;
}) {
  const { label, days, amounts, currency, highest, muted = false } = props;
  const locale = useLocale();
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" });
  const nanos = amounts.map(nanosOf);
  return (
    <ol aria-label={label} className="flex items-end gap-1" style={{ height: HIGHEST }}>
      {days.map((day, index) => {
        const amount = nanos[index] ?? 0n;
        const date = dates.format(new Date(day));
        return (
          <li
            key={day}
            className="flex h-full w-3 items-end"
            title={`${date}: ${formatMoney(amount, currency, locale)}`}
          >
            <span className="sr-only">
              {date}: <Money nanos={amount} currency={currency} />
            </span>
            <span
              aria-hidden
              className={classNames("w-full rounded-xs", muted ? "bg-control" : "bg-accent-strong")}
              // A day with nothing is a line, not a gap.
              style={{ height: Math.max(1, Number((amount * BigInt(HIGHEST)) / highest)) }}
            />
          </li>
        );
      })}
    </ol>
  );
}
