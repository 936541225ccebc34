import { useLingui } from "@lingui/react/macro";
import { useCallback } from "react";

/** What a movement of the wallet is called; one of a later build by the kind it has in the books. */
export function useMovementName(): (kind: string) => string {
  const { t } = useLingui();
  return useCallback(
    (kind) => {
      switch (kind) {
        case "top_up.paid":
          return t`Top-up`;
        case "gift.granted":
          return t`Gift credits`;
        case "gift.revoked":
          return t`Gift credits taken back`;
        case "credits.expired":
          return t`Credits expired`;
        case "referral.rewarded":
          return t`Referral reward`;
        case "referral.revoked":
          return t`Referral reward taken back`;
        case "referral.restored":
          return t`Referral reward given back`;
        case "refund.hold_difference":
          return t`Credit for requests that used less than a refund had counted`;
        case "dispute.frozen":
          return t`Credits frozen: payment disputed`;
        case "dispute.freed":
          return t`Frozen credits given back`;
        case "dispute.lost":
          return t`Owed after a lost dispute`;
        case "dispute.restored":
          return t`Debt of a dispute taken back`;
        default:
          return kind.startsWith("refund.") ? t`Refund` : kind;
      }
    },
    [t],
  );
}
