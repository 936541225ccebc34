import { useLingui } from "@lingui/react/macro";
import type { LotKind } from "@tenure/core/policy";

/** What a kind of credits is called. */
export function useLotKindName(): (kind: LotKind) => string {
  const { t } = useLingui();
  return (kind) => {
    switch (kind) {
      case "paid":
        return t`Paid credits`;
      case "bonus":
        return t`Bonus credits`;
      case "gift":
        return t`Gift credits`;
      case "referral":
        return t`Referral rewards`;
    }
  };
}
