import { useLingui } from "@lingui/react/macro";
import type { Outcome } from "@tenure/core/decision";
import { Tag } from "@tenure/ui";

/** What a decision came to, in a word. */
export function OutcomeTag(props: { readonly outcome: Outcome }) {
  const { t } = useLingui();
  switch (props.outcome) {
    case "granted":
      return <Tag tone="done">{t({ message: "Granted", context: "outcome of a decision" })}</Tag>;
    case "refused":
      return <Tag tone="refused">{t`Refused`}</Tag>;
    case "review":
      return <Tag tone="waiting">{t`A person decides`}</Tag>;
  }
}
