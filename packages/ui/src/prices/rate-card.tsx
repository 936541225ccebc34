import { Trans, useLingui } from "@lingui/react/macro";
import { type ListedRate, listedRates, type ModelRates } from "@tenure/core/pricing";
import { usePriceWords } from "./use-price-words.ts";

/** Prices that stand under one heading: of a tier and prompt length, or of what is not counted in tokens. */
interface Group {
  readonly tier: ListedRate["tier"];
  readonly thresholdTokens: number | null;
  readonly rates: readonly ListedRate[];
}

function groupsOf(rates: ModelRates): readonly Group[] {
  const groups: { tier: Group["tier"]; thresholdTokens: number | null; rates: ListedRate[] }[] = [];
  for (const rate of listedRates(rates)) {
    const { tier, thresholdTokens } = rate;
    const known = groups.find((each) => each.tier === tier && each.thresholdTokens === thresholdTokens);
    if (known === undefined) groups.push({ tier, thresholdTokens, rates: [rate] });
    else known.rates.push(rate);
  }
  return groups;
}

/** Every price of a model, exact. Where `listRates` differ, the listed price stands struck out beside the account's own. */
export function RateCard(props: { readonly rates: ModelRates; readonly listRates?: ModelRates }) {
  const { rates, listRates } = props;
  const { i18n } = useLingui();
  const words = usePriceWords();
  const listed = listRates === undefined ? [] : listedRates(listRates);
  const { currency } = rates;
  return (
    <div className="flex flex-col gap-6">
      {groupsOf(rates).map(({ tier, thresholdTokens, rates: prices }) => {
        const threshold = i18n.number(thresholdTokens ?? 0);
        return (
          <section key={`${tier ?? "count"} ${thresholdTokens ?? 0}`} className="flex flex-col gap-1">
            <h3 className="flex flex-wrap items-baseline justify-between gap-x-4 font-semibold">
              <span>
                {tier === null ? <Trans>Not counted in tokens</Trans> : words.tier(tier)}
                {thresholdTokens !== null && (
                  <>
                    {" · "}
                    <Trans>above {threshold} tokens</Trans>
                  </>
                )}
              </span>
              <span className="text-sm font-normal text-muted">
                {tier === null ? (
                  <Trans>{currency} each</Trans>
                ) : (
                  <Trans>{currency} per million tokens</Trans>
                )}
              </span>
            </h3>
            <dl>
              {prices.map(({ unit, rate }) => {
                const before = listed.find(
                  (each) =>
                    each.unit === unit && each.tier === tier && each.thresholdTokens === thresholdTokens,
                )?.rate;
                return (
                  <div
                    key={unit}
                    className="flex justify-between gap-4 border-b border-hairline py-1.5 last:border-b-0"
                  >
                    <dt className="text-muted">{words.unit(unit)}</dt>
                    <dd className="figures flex flex-wrap justify-end gap-x-3">
                      {before !== undefined && before !== rate && (
                        <del className="text-muted">{words.price(unit, before)}</del>
                      )}
                      <span>{words.price(unit, rate)}</span>
                    </dd>
                  </div>
                );
              })}
            </dl>
          </section>
        );
      })}
    </div>
  );
}
