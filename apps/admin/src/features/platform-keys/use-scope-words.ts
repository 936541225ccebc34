import { useLingui } from "@lingui/react/macro";
import type { KeyScope } from "./types.ts";

/** What each scope that a platform key can have allows, in words. */
export function useScopeWords(): Readonly<
  Record<Exclude<KeyScope, "webhooks:write" | "refunds:write">, string>
> {
  const { t } = useLingui();
  return {
    "usage:write": t`Report usage: promise, settle, record`,
    "usage:read": t`Read usage and the plan`,
    "wallet:read": t`Read credits and debt`,
    "refunds:read": t`Read orders, refunds and decisions`,
    "refund_cases:write": t`Ask a person for a refund`,
    "subscriptions:write": t`Cancel the subscription`,
    "subject_changes:read": t`Follow a change of holder`,
  };
}
