import { useLingui } from "@lingui/react/macro";
import type { Outputs } from "@tenure/api/trpc";
import { Tag } from "@tenure/ui";

/** Whether a lot can still be spent, in a word. */
export function LotStateTag(props: { readonly state: Outputs["wallet"]["lots"]["items"][number]["state"] }) {
  const { t } = useLingui();
  switch (props.state) {
    case "open":
      return <Tag tone="done">{t({ message: "Open", context: "lot of credits" })}</Tag>;
    case "spent":
      return <Tag tone="neutral">{t`Spent`}</Tag>;
    case "expired":
      return <Tag tone="neutral">{t`Expired`}</Tag>;
    case "revoked":
      return <Tag tone="refused">{t`Revoked`}</Tag>;
    case "forfeited":
      return <Tag tone="refused">{t`Forfeited`}</Tag>;
    case "refunded":
      return <Tag tone="neutral">{t`Refunded`}</Tag>;
    case "frozen":
      return <Tag tone="waiting">{t`Frozen: payment disputed`}</Tag>;
    case "charged_back":
      return <Tag tone="refused">{t`Charged back`}</Tag>;
  }
}
