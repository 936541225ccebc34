import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { planName } from "@tenure/ui";

/** What a gift is of: `Pro, 3 months`. */
export function useGiftWords() {
  const { t } = useLingui();
  return (gift: {
    readonly planId: Parameters<typeof planName>[0];
    readonly interval: "month" | "year";
    readonly terms: number;
  }): string => {
    const name = planName(gift.planId);
    const { terms } = gift;
    return gift.interval === "year"
      ? t`${name}, ${plural(terms, { one: "# year", other: "# years" })}`
      : t`${name}, ${plural(terms, { one: "# month", other: "# months" })}`;
  };
}
