import { useLingui } from "@lingui/react/macro";
import type { Inputs } from "@tenure/api/trpc";

/** What a key may do. */
export type KeyScope = Inputs["partners"]["keys"]["create"]["scopes"][number];

/** What each scope allows, in words; total, so that a new scope does not build without them. */
export function useScopeWords(): Readonly<Record<KeyScope, string>> {
  const { t } = useLingui();
  return {
    "usage:write": t`Report usage: promise, settle, record`,
    "usage:read": t`Read usage and the plan`,
    "wallet:read": t`Read credits and debt`,
    "refunds:read": t`Read orders, refunds and decisions`,
    "refunds:write": t`Submit refunds and call them off`,
    "refund_cases:write": t`Ask a person for a refund`,
    "subscriptions:write": t`Cancel the subscription`,
    "subject_changes:read": t`Follow a change of holder`,
    "webhooks:write": t`Set up webhooks and read events`,
  };
}
