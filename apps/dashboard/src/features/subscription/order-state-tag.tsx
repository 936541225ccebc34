import { useLingui } from "@lingui/react/macro";
import { Tag } from "@tenure/ui";
import type { Order } from "./types.ts";

/** What became of an order, in a word. */
export function OrderStateTag(props: { readonly state: Order["state"] }) {
  const { t } = useLingui();
  switch (props.state) {
    case "pending":
      return <Tag tone="waiting">{t`Waiting for payment`}</Tag>;
    case "paid":
      return <Tag tone="done">{t({ message: "Paid", context: "state of an order" })}</Tag>;
    case "failed":
      return <Tag tone="refused">{t`Failed`}</Tag>;
    case "expired":
      return <Tag tone="neutral">{t`Expired`}</Tag>;
  }
}
