import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Amount, Button, Callout, CopyText, KeyValue, PageHeader, Section, Skeleton } from "@tenure/ui";
import { ProblemCallout, ProblemState, useIdempotencyKey } from "@tenure/ui/app";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { ReferralsTable } from "./referrals-table.tsx";
import type { Programme } from "./types.ts";

/** Inviting others: the link, what an invitation earns and when, and what came of those so far. */
export function InvitePage() {
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const programme = useQuery(trpc.referrals.programme.queryOptions({ accountId: account.id }));
  return (
    <>
      <PageHeader
        title={t`Invite`}
        description={<Trans>Credits for you when somebody you invite becomes a customer.</Trans>}
      />
      {programme.isPending && <Skeleton lines={6} />}
      {programme.error && (
        <ProblemState
          thing={t`The referral programme could not be loaded`}
          error={programme.error}
          onRetry={() => void programme.refetch()}
          retrying={programme.isFetching}
        />
      )}
      {programme.data && (
        <div className="mb-7 flex max-w-2xl flex-col gap-5">
          <Offer programme={programme.data} />
          <InviteLink link={programme.data.link} />
          <KeyValue
            entries={[
              { key: "invited", label: t`Accounts opened by your link`, value: programme.data.invited },
              { key: "waiting", label: t`Waiting for the reward`, value: programme.data.waiting },
              { key: "rewarded", label: t`Rewarded`, value: programme.data.rewarded },
              { key: "earned", label: t`Earned`, value: <Amount value={programme.data.earned} /> },
            ]}
          />
        </div>
      )}
      <Section
        title={t`Your invitations`}
        description={<Trans>Who it is stays with them; you see how each invitation stands.</Trans>}
      >
        <ReferralsTable />
      </Section>
    </>
  );
}

function Offer(props: { readonly programme: Programme }) {
  const { offer, rewardExpiryDays, invitationDays, maxRewardsPerMonth } = props.programme;
  const { t } = useLingui();
  if (offer === null)
    return (
      <Callout tone="info" title={t`There is no reward for accounts in your currency.`}>
        <Trans>Invitations are welcome all the same.</Trans>
      </Callout>
    );
  return (
    <p>
      <Trans>
        You receive <Amount value={offer.reward} /> in credits for each new customer whose first order is at
        least <Amount value={offer.minimumOrder} />, paid within {invitationDays} days of opening the account.
        The reward comes when that order can no longer be returned, lasts {rewardExpiryDays} days, and is
        given at most {maxRewardsPerMonth} times a month. Inviting yourself earns nothing.
      </Trans>
    </p>
  );
}

function InviteLink(props: { readonly link: string | null }) {
  const { link } = props;
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const queryClient = useQueryClient();
  const { idempotencyKey, renew } = useIdempotencyKey();
  const invite = useMutation(
    trpc.referrals.invite.mutationOptions({
      trpc: { context: { idempotencyKey } },
      onSuccess: () => {
        renew();
        return queryClient.invalidateQueries(trpc.referrals.pathFilter());
      },
    }),
  );
  if (link === null)
    return (
      <div className="flex flex-col items-start gap-3">
        <ProblemCallout error={invite.error} />
        <Button
          tone="primary"
          loading={invite.isPending}
          onClick={() => invite.mutate({ accountId: account.id })}
        >
          <Trans>Create my link</Trans>
        </Button>
      </div>
    );
  return (
    <div className="flex flex-col gap-1">
      <span className="text-muted">
        <Trans>Your link</Trans>
      </span>
      <CopyText text={link} label={t`invitation link`} wrap />
    </div>
  );
}
