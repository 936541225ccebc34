import { useLingui } from "@lingui/react/macro";
import { Tag } from "@tenure/ui";
import type { EventState } from "./types.ts";

/** What became of a notification, in a word. */
export function EventStateTag(props: { readonly state: EventState }) {
  const { t } = useLingui();
  switch (props.state) {
    case "received":
      return <Tag tone="progress">{t`Received`}</Tag>;
    case "applied":
      return <Tag tone="done">{t`Applied`}</Tag>;
    case "ignored":
      return <Tag tone="neutral">{t`Ignored`}</Tag>;
    case "problem":
      return <Tag tone="refused">{t`Problem`}</Tag>;
  }
}
