import { Trans } from "@lingui/react/macro";
import type { EventRating } from "@tenure/core/contract";
import { formatBps, type Currency, localeOf } from "@tenure/core/money";
import { countUnits, majorPerUnit } from "@tenure/core/pricing";
import { Amount } from "../display/amount.tsx";
import { useLocale } from "../foundation/use-locale.ts";
import { usePriceWords } from "./use-price-words.ts";

const SECONDS = /Second$/;
const SUB_DIGITS = 9;

/** How the value of a request came about: each quantity at its price, an agreed discount, one rounding. */
export function RatingLines(props: { readonly rating: EventRating; readonly currency: Currency }) {
  const { rating, currency } = props;
  const { lines, discount, agreement, thresholdTokens, serviceTier, value } = rating;
  const locale = useLocale();
  const words = usePriceWords();
  const numbers = new Intl.NumberFormat(localeOf(locale));
  const threshold = numbers.format(thresholdTokens ?? 0);
  const percent = discount === null ? "" : formatBps(BigInt(discount.bps), locale);
  const reference = agreement?.reference ?? "";
  const row = "flex justify-between gap-4 border-b border-hairline py-1.5";
  return (
    <div className="flex flex-col gap-1">
      <p className="text-sm text-muted">
        {words.tier(serviceTier)}
        {thresholdTokens !== null && (
          <>
            {" · "}
            <Trans>above {threshold} tokens</Trans>
          </>
        )}
      </p>
      <dl>
        {lines.map(({ unit, quantity, rate, exactNanos }) => {
          const isCount = countUnits.some((each: string) => each === unit);
          const count = numbers.format(quantity);
          const price = words.price(unit, rate);
          return (
            <div key={unit} className={row}>
              <dt className="flex flex-col">
                {words.unit(unit)}
                <span className="figures text-sm text-muted">
                  {SECONDS.test(unit) ? (
                    <Trans>
                      {count} ms at {price} per second
                    </Trans>
                  ) : isCount ? (
                    <Trans>
                      {count} at {price} each
                    </Trans>
                  ) : (
                    <Trans>
                      {count} at {price} per million
                    </Trans>
                  )}
                </span>
              </dt>
              <dd className="figures">{majorPerUnit(exactNanos)}</dd>
            </div>
          );
        })}
        {discount !== null && (
          <div className={row}>
            <dt className="flex flex-col">
              <Trans>Agreed discount of {percent}</Trans>
              <span className="text-sm text-muted wrap-anywhere">{reference}</span>
            </dt>
            <dd className="figures">−{majorPerUnit(discount.exactNanos)}</dd>
          </div>
        )}
        {discount === null && agreement !== null && (
          <div className={row}>
            <dt>
              <Trans>Agreed rates</Trans>
            </dt>
            <dd className="text-muted wrap-anywhere">{reference}</dd>
          </div>
        )}
        <div className="flex justify-between gap-4 py-1.5 font-medium">
          <dt>
            <Trans>Value, rounded once</Trans>
          </dt>
          <dd className="flex gap-1">
            <Amount value={value} subDigits={SUB_DIGITS} symbol={false} />
            <span className="font-normal text-muted">{currency}</span>
          </dd>
        </div>
      </dl>
    </div>
  );
}
