import { useLingui } from "@lingui/react/macro";
import { Tag } from "@tenure/ui";
import type { GoodwillRefund } from "./types.ts";

/** What a goodwill refund waits for, or what became of it. */
export function GoodwillStateTag(props: { readonly state: GoodwillRefund["state"] }) {
  const { t } = useLingui();
  switch (props.state) {
    case "proposed":
      return <Tag tone="waiting">{t`1 of 2, waiting for another person`}</Tag>;
    case "approved":
      return <Tag tone="done">{t({ message: "Approved", context: "goodwill refund" })}</Tag>;
    case "declined":
      return <Tag tone="refused">{t({ message: "Declined", context: "goodwill refund" })}</Tag>;
    case "withdrawn":
      return <Tag tone="neutral">{t({ message: "Withdrawn", context: "goodwill refund" })}</Tag>;
  }
}
