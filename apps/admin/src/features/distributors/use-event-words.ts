import { useLingui } from "@lingui/react/macro";
import type { DistributorEventType } from "@tenure/core/distributors";
import { useCallback } from "react";

/** What a distributor's notification says; a type that is not known is shown as it came. */
export function useEventWords(): (type: string) => string {
  const { t } = useLingui();
  return useCallback(
    (type) => {
      const words: Readonly<Record<DistributorEventType, string>> = {
        INITIAL_PURCHASE: t`Purchase`,
        RENEWAL: t`Renewal`,
        CANCELLATION: t({ message: "Cancellation", context: "distributor" }),
        UNCANCELLATION: t`Cancellation taken back`,
        EXPIRATION: t({ message: "Expiry", context: "distributor" }),
        BILLING_ISSUE: t`Charge failed`,
        PRODUCT_CHANGE: t`Change of product`,
        REFUND: t({ message: "Refund", context: "distributor" }),
        TRANSFER: t`Transfer to another account`,
      };
      return Object.entries(words).find(([known]) => known === type)?.[1] ?? type;
    },
    [t],
  );
}
