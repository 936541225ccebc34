import type { Currency } from "@tenure/core/money";
import { formatMoney } from "@tenure/core/money";
import { classNames } from "../foundation/class-names.ts";
import { moneyParts } from "../foundation/format-money.ts";
import { useLocale } from "../foundation/use-locale.ts";

/**
 * An exact amount, typeset: tabular figures, U+2212, right-aligned in its column.
 *
 * Shown to the minor unit; what lies below it is never lost: the full amount is in the title, is what is read
 * aloud, and `subDigits` shows it in place, fainter, padded so that the decimal points of a column stay in line.
 */
export function Money(props: {
  /** Amount in 10⁻⁹ of the major unit. */
  readonly nanos: bigint;
  readonly currency: Currency;
  /** False inside a column whose head names the currency. */
  readonly symbol?: boolean;
  /** Digits below the minor unit to make room for: the largest count in the column. 0 hides them. */
  readonly subDigits?: number;
  /** Leave a gap behind sign and currency, as on a statement: `− $ 30.00`. */
  readonly spaced?: boolean;
  readonly className?: string;
}) {
  const { nanos, currency, symbol = true, subDigits = 0, spaced = false, className } = props;
  const locale = useLocale();
  const parts = moneyParts(nanos, currency, locale);
  const exact = formatMoney(nanos, currency, locale, { exact: true });
  const hidden = subDigits === 0 && parts.sub !== "";
  const belowMinor = hidden && /^[0,]+$/.test(parts.whole) && /^0*$/.test(parts.minor);
  return (
    <data
      value={exact}
      title={parts.sub === "" ? undefined : exact}
      className={classNames(
        "figures inline-block text-right whitespace-nowrap",
        hidden && "underline decoration-faint decoration-dotted underline-offset-[0.25em]",
        className,
      )}
    >
      <span className="sr-only">{exact}</span>
      <span aria-hidden>
        {parts.sign}
        {spaced && parts.sign !== "" && "\u00a0"}
        {/* "$0.00" for a hundredth of a cent would be a false statement; "<$0.01" is a true one. */}
        {belowMinor && "<"}
        {symbol && parts.symbol}
        {spaced && symbol && "\u00a0"}
        {belowMinor ? smallestUnit(parts.minor.length) : parts.whole}
        {!belowMinor && parts.minor !== "" && `.${parts.minor}`}
        {subDigits > 0 && (
          <span className="text-[0.85em] text-faint">
            {parts.sub}
            <span className="invisible">{"0".repeat(Math.max(0, subDigits - parts.sub.length))}</span>
          </span>
        )}
      </span>
    </data>
  );
}

/** One of the smallest units: `0.01` for two digits, `1` for none. */
function smallestUnit(minorDigits: number): string {
  return minorDigits === 0 ? "1" : `0.${"0".repeat(minorDigits - 1)}1`;
}
