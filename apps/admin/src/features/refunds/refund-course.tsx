import { Trans, useLingui } from "@lingui/react/macro";
import { Amount, Timeline, type TimelineEntry } from "@tenure/ui";
import type { Refund } from "./types.ts";

/** The refund on one line: what happened, and what is promised next. */
export function RefundCourse(props: { readonly refund: Refund }) {
  const { refund } = props;
  const { t } = useLingui();
  const happened = (key: string, at: string | null, title: string): TimelineEntry[] =>
    at === null ? [] : [{ key, at, title }];
  const entries: TimelineEntry[] = [
    {
      key: "submitted",
      at: refund.submittedAt,
      title: t`Submitted`,
      detail: (
        <Trans>
          expected <Amount value={refund.expected} />, at least <Amount value={refund.floor} />
        </Trans>
      ),
    },
    ...(refund.state === "draining"
      ? [
          {
            key: "drain",
            at: refund.drainUntil,
            title: t`Requests in flight count in full at the latest`,
          },
        ]
      : []),
    ...(refund.settledAt === null
      ? []
      : [
          {
            key: "settled",
            at: refund.settledAt,
            title: t`Amount fixed`,
            ...(refund.final === null ? {} : { detail: <Amount value={refund.final} /> }),
          },
        ]),
    ...happened("refunded", refund.refundedAt, t`Paid out by the provider`),
    ...happened(
      "failed",
      refund.failedAt,
      refund.kind === "goodwill" || refund.kind === "outside"
        ? t`Failed; the amount is owed to the customer`
        : t`Failed; what the refund took was given back`,
    ),
  ];
  return <Timeline label={t`Course of the refund`} entries={entries} />;
}
