import { useLingui } from "@lingui/react/macro";
import { Tag } from "@tenure/ui";

/** Where one leg of a refund stands at the provider, in a word. */
export function LegStateTag(props: { readonly state: string }) {
  const { t } = useLingui();
  switch (props.state) {
    case "ready":
      return <Tag tone="waiting">{t`Not asked yet`}</Tag>;
    case "calling":
      return <Tag tone="progress">{t`Being asked`}</Tag>;
    case "pending":
      return <Tag tone="progress">{t`Under way`}</Tag>;
    case "unknown":
      return <Tag tone="waiting">{t`No answer, being looked up`}</Tag>;
    case "refunded":
      return <Tag tone="done">{t`Paid out`}</Tag>;
    case "failed":
      return <Tag tone="refused">{t`Failed`}</Tag>;
    case "canceled":
      return <Tag tone="neutral">{t`Canceled`}</Tag>;
    default:
      // A state of a later build: shown as it is written, rather than hidden.
      return <Tag tone="neutral">{props.state}</Tag>;
  }
}
