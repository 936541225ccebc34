import { useLingui } from "@lingui/react/macro";
import { useCallback } from "react";

/** What each problem with a notification means, and what would help. */
export function useProblemWords(): (problem: string) => string {
  const { t } = useLingui();
  return useCallback(
    (problem) => {
      switch (problem) {
        case "account_unknown":
          return t`No account has this id.`;
        case "account_terminated":
        case "account_closed":
          return t`The account is over, and still billed there.`;
        case "distributor_product_unknown":
          return t`The product is none of our plans yet: map it.`;
        case "distributor_other_subscription":
          return t`The account has another plan that runs.`;
        case "purchase_unknown":
        case "distributor_nothing_to_serve":
          return t`The purchase itself has not arrived yet.`;
        default:
          return problem;
      }
    },
    [t],
  );
}
