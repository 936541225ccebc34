import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { LinkProps } from "@tanstack/react-router";

/** The parts of an account's page, in the order of its tabs. */
export const accountPages: readonly {
  readonly to: NonNullable<LinkProps["to"]>;
  readonly label: MessageDescriptor;
}[] = [
  { to: "/accounts/$accountId", label: msg`Overview` },
  { to: "/accounts/$accountId/holder", label: msg`Holder` },
  { to: "/accounts/$accountId/wallet", label: msg`Wallet` },
  { to: "/accounts/$accountId/orders", label: msg`Orders & refunds` },
  { to: "/accounts/$accountId/billing", label: msg`Billing` },
  { to: "/accounts/$accountId/add-ons", label: msg`Add-ons` },
  { to: "/accounts/$accountId/usage", label: msg`Usage` },
  { to: "/accounts/$accountId/prices", label: msg`Prices` },
  { to: "/accounts/$accountId/ledger", label: msg`Ledger` },
  { to: "/accounts/$accountId/decisions", label: msg`Decisions` },
  { to: "/accounts/$accountId/webhooks", label: msg`Webhooks` },
  { to: "/accounts/$accountId/notices", label: msg`Notices` },
  { to: "/accounts/$accountId/measures", label: msg`Measures` },
  { to: "/accounts/$accountId/notes", label: msg`Notes` },
  { to: "/accounts/$accountId/audit", label: msg`Audit` },
];
