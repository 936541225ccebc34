import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { Tag } from "@tenure/ui";
import type { QueuedCase } from "./types.ts";

/** From so many business days on a deadline is amber: those on which its reviewer is reminded. */
const SOON_DAYS = 2;

/** How long there is until a case has to be decided (R5.2); nothing once it was. */
export function DueTag(props: { readonly of: Pick<QueuedCase, "businessDaysLeft" | "decidedAt"> }) {
  const { businessDaysLeft: days, decidedAt } = props.of;
  const { t } = useLingui();
  if (decidedAt !== null) return null;
  if (days < 0)
    return (
      <Tag tone="refused">
        {t`${plural(-days, { one: "# business day late", other: "# business days late" })}`}
      </Tag>
    );
  if (days === 0) return <Tag tone="waiting">{t`Due today`}</Tag>;
  return (
    <Tag tone={days <= SOON_DAYS ? "waiting" : "neutral"}>
      {t`${plural(days, { one: "# business day left", other: "# business days left" })}`}
    </Tag>
  );
}
