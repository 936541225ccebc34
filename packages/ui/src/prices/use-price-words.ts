import { useLingui } from "@lingui/react/macro";
import { formatBps } from "@tenure/core/money";
import {
  type CountUnit,
  countUnits,
  type ListedRate,
  majorPerMillion,
  majorPerUnit,
  SERVICE_TIER_TEXTS,
  type ServiceTier,
  type TokenUnit,
  UNIT_TEXTS,
} from "@tenure/core/pricing";
import { useLocale } from "../foundation/use-locale.ts";

const isCount = (unit: TokenUnit | CountUnit): unit is CountUnit =>
  countUnits.some((each: string) => each === unit);

/** How prices are said: units, tiers, amounts per million tokens or each, and what was agreed. */
export function usePriceWords() {
  const { t, i18n } = useLingui();
  const locale = useLocale();
  return {
    unit: (unit: TokenUnit | CountUnit): string => UNIT_TEXTS[unit][locale],
    tier: (tier: ServiceTier): string => SERVICE_TIER_TEXTS[tier][locale],
    /** In the major unit of the currency, exact: per million tokens, per one of anything else. */
    price: (unit: TokenUnit | CountUnit, rate: string): string =>
      isCount(unit) ? majorPerUnit(rate) : majorPerMillion(rate),
    /** Which of a card's prices: unit, tier and prompt length in a line. */
    place: ({ unit, tier, thresholdTokens }: Omit<ListedRate, "rate">): string => {
      const threshold = i18n.number(thresholdTokens ?? 0);
      return [
        UNIT_TEXTS[unit][locale],
        ...(tier === null || tier === "standard" ? [] : [SERVICE_TIER_TEXTS[tier][locale]]),
        ...(thresholdTokens === null ? [] : [t`above ${threshold} tokens`]),
      ].join(" · ");
    },
    /** What an agreement says about the price. */
    terms: (discountBps: number | null): string => {
      if (discountBps === null) return t`Agreed rates`;
      const discount = formatBps(BigInt(discountBps), locale);
      return t`${discount} off the list price`;
    },
  };
}
