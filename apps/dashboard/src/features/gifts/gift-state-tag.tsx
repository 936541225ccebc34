import { useLingui } from "@lingui/react/macro";
import { Tag } from "@tenure/ui";
import type { Given } from "./types.ts";

/** Where a gift stands, in the words of whoever paid for it. */
export function GiftStateTag(props: { readonly gift: Given }) {
  const { gift } = props;
  const { t } = useLingui();
  switch (gift.state) {
    case "redeemed":
      return <Tag tone="done">{t`Redeemed`}</Tag>;
    case "canceled":
      return <Tag tone="neutral">{t`Taken back`}</Tag>;
    case "expired":
      return <Tag tone="neutral">{t`Expired`}</Tag>;
    case "offered":
      if (gift.mail === "failed") return <Tag tone="refused">{t`Mail refused`}</Tag>;
      return gift.sendings === 0 ? (
        <Tag tone="neutral">{t`Not sent yet`}</Tag>
      ) : (
        <Tag tone="waiting">{t`Waiting to be redeemed`}</Tag>
      );
  }
}
