import { Trans, useLingui } from "@lingui/react/macro";
import type { Outputs } from "@tenure/api/trpc";
import { Tag } from "@tenure/ui";

/** An add-on this account bought, or tried to. */
export type Purchase = Outputs["addOns"]["purchase"];

/** Where the charge of an add-on stands, in the provider's words where it failed (T6.2). */
export function PurchaseStateTag(props: { readonly purchase: Purchase }) {
  const { purchase } = props;
  const { t } = useLingui();
  switch (purchase.state) {
    case "paid":
      return <Tag tone="done">{t({ message: "Paid", context: "state" })}</Tag>;
    case "expired":
      return <Tag tone="neutral">{t`Expired`}</Tag>;
    case "failed":
      return (
        <span className="inline-flex max-w-60 flex-col items-start gap-1">
          <Tag tone="refused">{t`Not charged`}</Tag>
          <span className="text-sm text-muted">{purchase.failure?.message ?? purchase.failure?.code}</span>
        </span>
      );
    case "pending":
      return purchase.checkoutUrl === null ? (
        <Tag tone="progress">{t({ message: "On its way", context: "charge" })}</Tag>
      ) : (
        <a href={purchase.checkoutUrl} className="text-link">
          <Trans>Confirm with your bank</Trans>
        </a>
      );
  }
}
