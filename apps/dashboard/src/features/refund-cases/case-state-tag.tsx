import { useLingui } from "@lingui/react/macro";
import { Tag } from "@tenure/ui";
import type { RefundCase } from "./types.ts";

/** Where a case stands, in a word. */
export function CaseStateTag(props: { readonly state: RefundCase["state"] }) {
  const { t } = useLingui();
  switch (props.state) {
    case "received":
      return <Tag tone="progress">{t({ message: "Received", context: "refund case" })}</Tag>;
    case "in_review":
      return <Tag tone="progress">{t({ message: "In review", context: "refund case" })}</Tag>;
    case "needs_info":
      return <Tag tone="waiting">{t`Waits for your answer`}</Tag>;
    case "approved":
      return <Tag tone="done">{t({ message: "Approved", context: "refund case" })}</Tag>;
    case "declined":
      return <Tag tone="refused">{t({ message: "Declined", context: "refund case" })}</Tag>;
  }
}
