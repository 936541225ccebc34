import { useLingui } from "@lingui/react/macro";
import type { Outputs } from "@tenure/api/trpc";

/** What becomes of a request under another version. */
export type Shift = Outputs["policyVersions"]["shadow"]["get"]["days"][number]["shift"];

/** The words of each. */
export function useShiftWords(): Record<Shift, string> {
  const { t } = useLingui();
  return {
    granted: t`Granted instead of refused`,
    refused: t`Refused instead of granted`,
    more: t`More money`,
    less: t`Less money`,
    other: t`Other lines or reasons`,
  };
}
