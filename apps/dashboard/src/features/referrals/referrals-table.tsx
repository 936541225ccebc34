import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { REFUSAL_TEXTS, type RefusalCode } from "@tenure/core/text";
import { Amount, DataTable, EmptyState, Instant, MoreButton, Tag, useLocale } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import type { ReactNode } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import type { Referral } from "./types.ts";

/** How each invitation stands, newest first. */
export function ReferralsTable() {
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const referrals = useInfiniteQuery(
    trpc.referrals.list.infiniteQueryOptions(
      { accountId: account.id },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  return (
    <>
      <DataTable
        caption={t`Your invitations`}
        rows={referrals.data?.pages.flatMap((page) => page.items) ?? []}
        rowKey={(referral) => referral.id}
        loading={referrals.isPending}
        error={
          referrals.error && (
            <ProblemState
              thing={t`Your invitations could not be loaded`}
              error={referrals.error}
              onRetry={() => void referrals.refetch()}
              retrying={referrals.isFetching}
            />
          )
        }
        empty={
          <EmptyState>
            <Trans>Nobody has opened an account by your link yet.</Trans>
          </EmptyState>
        }
        columns={[
          {
            key: "invited",
            head: <Trans>Account opened</Trans>,
            rowHead: true,
            cell: (referral) => <Instant at={referral.invitedAt} precision="day" />,
          },
          {
            key: "state",
            head: <Trans>State</Trans>,
            cell: (referral) => <Standing referral={referral} />,
          },
          {
            key: "reward",
            head: <Trans>Reward</Trans>,
            align: "end",
            cell: ({ reward, rewardLotId }) =>
              reward === null || rewardLotId === null ? (
                "—"
              ) : (
                <Link to="/credits/lots/$lotId" params={{ lotId: rewardLotId }} className="text-link">
                  <Amount value={reward} />
                </Link>
              ),
          },
        ]}
      />
      <MoreButton
        hasNextPage={referrals.hasNextPage}
        isFetchingNextPage={referrals.isFetchingNextPage}
        fetchNextPage={referrals.fetchNextPage}
      />
    </>
  );
}

function Standing(props: { readonly referral: Referral }) {
  const { state, dueAt, reason } = props.referral;
  const { t } = useLingui();
  const locale = useLocale();
  const because = isRefusalCode(reason) ? REFUSAL_TEXTS[reason].reason[locale] : null;
  switch (state) {
    case "invited":
      return <Tag tone="neutral">{t`No order yet`}</Tag>;
    case "waiting":
      return (
        <span className="inline-flex flex-col items-start gap-1 phone:items-end">
          <Tag tone="progress">{t`Waiting`}</Tag>
          {dueAt !== null && (
            <span className="text-sm text-muted">
              <Trans>
                until <Instant at={dueAt} />
              </Trans>
            </span>
          )}
        </span>
      );
    case "rewarded":
      return <Tag tone="done">{t`Rewarded`}</Tag>;
    case "revoked":
      return <Told tag={<Tag tone="refused">{t`Taken back`}</Tag>} because={because} />;
    case "refused":
      return <Told tag={<Tag tone="neutral">{t`No reward`}</Tag>} because={because} />;
  }
}

function Told(props: { readonly tag: ReactNode; readonly because: string | null }) {
  return (
    <span className="inline-flex flex-col items-start gap-1 phone:items-end">
      {props.tag}
      {props.because !== null && <span className="text-sm text-muted">{props.because}</span>}
    </span>
  );
}

const isRefusalCode = (code: string | null): code is RefusalCode =>
  code !== null && Object.hasOwn(REFUSAL_TEXTS, code);
