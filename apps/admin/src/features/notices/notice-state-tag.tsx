import { useLingui } from "@lingui/react/macro";
import type { Outputs } from "@tenure/api/trpc";
import { Tag } from "@tenure/ui";

/** Where an e-mail stands, in a word. "Sent" is what the mail server took. */
export function NoticeStateTag(props: {
  readonly state: Outputs["notices"]["list"]["items"][number]["state"];
}) {
  const { t } = useLingui();
  switch (props.state) {
    case "queued":
      return <Tag tone="progress">{t`Queued`}</Tag>;
    case "sent":
      return <Tag tone="done">{t`Sent`}</Tag>;
    case "failed":
      return <Tag tone="refused">{t`Failed`}</Tag>;
  }
}
