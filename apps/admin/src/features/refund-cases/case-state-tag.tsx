import { useLingui } from "@lingui/react/macro";
import { Tag } from "@tenure/ui";
import type { QueuedCase } from "./types.ts";

/** What a case needs next, in a word. */
export function CaseStateTag(props: {
  readonly state: QueuedCase["state"];
  readonly waitsForSecond: boolean;
}) {
  const { t } = useLingui();
  if (props.waitsForSecond) return <Tag tone="waiting">{t`Second approval`}</Tag>;
  switch (props.state) {
    case "received":
      return <Tag tone="waiting">{t`Take it`}</Tag>;
    case "in_review":
      return <Tag tone="progress">{t({ message: "In review", context: "refund case" })}</Tag>;
    case "needs_info":
      return <Tag tone="waiting">{t`Waits for the customer`}</Tag>;
    case "approved":
      return <Tag tone="done">{t({ message: "Approved", context: "refund case" })}</Tag>;
    case "declined":
      return <Tag tone="refused">{t({ message: "Declined", context: "refund case" })}</Tag>;
  }
}
