import { useLingui } from "@lingui/react/macro";
import { Tag } from "@tenure/ui";
import type { Account } from "../../account/current-account.tsx";

/** Whether an account works, in a word. */
export function AccountStateTag(props: { readonly state: Account["state"] }) {
  const { t } = useLingui();
  switch (props.state) {
    case "active":
      return <Tag tone="done">{t`Active`}</Tag>;
    case "suspended":
      return <Tag tone="waiting">{t`Suspended`}</Tag>;
    case "terminated":
      return <Tag tone="refused">{t`Terminated`}</Tag>;
    case "closed":
      return <Tag tone="neutral">{t`Closed`}</Tag>;
  }
}
