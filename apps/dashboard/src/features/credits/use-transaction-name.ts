import { useLingui } from "@lingui/react/macro";
import type { TransactionKind } from "@tenure/core/contract";

/** What a kind of transaction is called. */
export function useTransactionName(): (kind: TransactionKind) => string {
  const { t } = useLingui();
  return (kind) => {
    switch (kind) {
      case "top_up":
        return t`Top-up`;
      case "gift":
        return t`Gift`;
      case "gift_revoked":
        return t`Gift taken back`;
      case "referral":
        return t`Referral reward`;
      case "referral_revoked":
        return t`Referral reward taken back`;
      case "expiry":
        return t`Expired credits`;
      case "refund":
        return t`Refund`;
      case "dispute":
        return t`Disputed payment`;
      case "adjustment":
        return t`Correction`;
    }
  };
}
