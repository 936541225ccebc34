import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Amount, planName, Section, Timeline, type TimelineEntry } from "@tenure/ui";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";

/** What is promised when: the term, the refund window, the last moment to cancel, the renewal. */
export function Promises() {
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const { data } = useQuery(trpc.subscriptions.get.queryOptions({ accountId: account.id }));
  const subscription = data?.subscription;
  if (!subscription) return null;
  const { term, price, state } = subscription;
  const name = planName(data.planId);
  const renews = state === "active" || state === "past_due";
  const entries: TimelineEntry[] = [
    {
      key: "start",
      at: term.startsAt,
      title: (
        <Trans>
          {name} began, for <Amount value={price} />
        </Trans>
      ),
    },
    { key: "refund", at: term.refundUntil, title: <Trans>Refund window closes</Trans> },
    ...(renews
      ? [
          {
            key: "cancel",
            at: term.cancelBy,
            title: <Trans>Last moment to cancel</Trans>,
            detail: <Trans>Later, it renews once more.</Trans>,
          },
        ]
      : []),
    {
      key: "end",
      at: term.endsAt,
      title: renews ? (
        <Trans>
          Renews for <Amount value={price} />
        </Trans>
      ) : (
        <Trans>The term ends</Trans>
      ),
    },
  ];
  return (
    <Section
      title={t`What is promised`}
      description={<Trans>Shown in the account's time zone, {account.timeZone}.</Trans>}
    >
      <div className="max-w-2xl">
        <Timeline label={t`What is promised`} entries={entries} />
      </div>
    </Section>
  );
}
