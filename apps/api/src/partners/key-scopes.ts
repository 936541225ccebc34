import type { PERMISSIONS, Permission } from "@tenure/core/access";

/** What an API key may be given. Never approval of refunds, never ownership: those need a person. */
export const KEY_SCOPES = [
  "usage:write",
  "usage:read",
  "wallet:read",
  "refunds:read",
  "refunds:write",
  "refund_cases:write",
  "subscriptions:write",
  "subject_changes:read",
  "webhooks:write",
] as const;

/** One scope of an API key. */
export type KeyScope = (typeof KEY_SCOPES)[number];

type PartnerPermission = {
  [P in Permission]: "partner" extends (typeof PERMISSIONS)[P]["roles"][number] ? P : never;
}[Permission];

/** The scope each permission of partners asks for; null where anybody may. Total: a new permission does not compile. */
export const SCOPE_OF = {
  "policy.read": null,
  "plan.read": null,
  "session.read": null,
  "price.read": "usage:read",
  "usage.record": "usage:write",
  "usage.read": "usage:read",
  "wallet.read": "wallet:read",
  "spend_limit.read": "wallet:read",
  "auto_top_up.read": "wallet:read",
  "subscription.read": "usage:read",
  "subscription.cancel": "subscriptions:write",
  "gift_subscription.read": "refunds:read",
  "add_on.read": "refunds:read",
  "plan_change.preview": "usage:read",
  "plan_change.cancel": "subscriptions:write",
  "top_up.review": "wallet:read",
  "order.read": "refunds:read",
  "invoice.read": "refunds:read",
  "payment_method.read": "wallet:read",
  "refund.read": "refunds:read",
  "refund.preview": "refunds:read",
  "refund.submit": "refunds:write",
  "refund.cancel": "refunds:write",
  "refund_case.read": "refunds:read",
  "refund_case.open": "refund_cases:write",
  "decision.read": "refunds:read",
  "referral.read": "wallet:read",
  "subject_change.follow": "subject_changes:read",
  "timeline.read": "wallet:read",
  "webhook_endpoint.read": "webhooks:write",
  "webhook_endpoint.write": "webhooks:write",
  "webhook_endpoint.operate": "webhooks:write",
  "clock.read": null,
  // It brings renewals about: whoever may cancel a plan of a sandbox account may also see it renew.
  "clock.advance": "subscriptions:write",
} as const satisfies Record<PartnerPermission, KeyScope | null>;

const scopes: Readonly<Partial<Record<Permission, KeyScope | null>>> = SCOPE_OF;

/** Whether a key with these scopes has the scope a permission asks for. */
export function hasScope(granted: readonly KeyScope[], permission: Permission): boolean {
  const needed = scopes[permission];
  return needed !== undefined && (needed === null || granted.includes(needed));
}
