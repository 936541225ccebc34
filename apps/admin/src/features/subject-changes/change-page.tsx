import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Callout, PageHeader, Skeleton, Tag } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { AccountProvider } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { ChangeAgreements } from "./change-agreements.tsx";
import { ChangeConditions } from "./change-conditions.tsx";
import { ChangeContacts } from "./change-contacts.tsx";
import { ChangeDecision } from "./change-decision.tsx";
import { ChangeEntries } from "./change-entries.tsx";
import { ChangeEvidence } from "./change-evidence.tsx";
import { ChangeHolds } from "./change-holds.tsx";
import { ChangeRecord } from "./change-record.tsx";
import { ChangeSides } from "./change-sides.tsx";
import type { DeskChange } from "./types.ts";
import { useChangeWords } from "./use-change-words.ts";

const RENEWAL_MS = 30_000;

/** One application: its conditions, both sides, the evidence, who was told, what holds it back, and the decision. */
export function ChangePage(props: { readonly accountId: string; readonly changeId: string }) {
  const { accountId, changeId } = props;
  const { t } = useLingui();
  const account = useQuery(trpc.accounts.get.queryOptions({ accountId }));
  const change = useQuery({
    ...trpc.subjectChanges.desk.get.queryOptions({ accountId, changeId }),
    refetchInterval: RENEWAL_MS,
  });
  if (account.data === undefined || change.data === undefined)
    return (
      <>
        <PageHeader title={t`Change of account subject`} back={<BackToQueue />} />
        {account.isPending || change.isPending ? (
          <Skeleton lines={10} />
        ) : (
          <ProblemState
            thing={t`This change could not be shown`}
            error={change.error ?? account.error}
            onRetry={() => void Promise.all([account.refetch(), change.refetch()])}
            retrying={account.isFetching || change.isFetching}
          />
        )}
      </>
    );
  return (
    // The account's zone and clock: a deadline is read here as its people read it.
    <AccountProvider account={account.data}>
      <ChangeHead change={change.data} />
      {/* A box of its own, so that its first section is the first: the head's line is line enough. */}
      <div>
        <ChangeConditions change={change.data} />
        <ChangeSides change={change.data} />
        <ChangeEvidence change={change.data} />
        <ChangeDecision change={change.data} />
        <ChangeAgreements change={change.data} />
        <ChangeHolds change={change.data} />
        <ChangeContacts change={change.data} />
        <ChangeEntries change={change.data} />
        <ChangeRecord change={change.data} />
      </div>
    </AccountProvider>
  );
}

function BackToQueue() {
  return (
    <Link to="/subject-changes" className="text-link">
      <Trans>Subject changes</Trans>
    </Link>
  );
}

function ChangeHead(props: { readonly change: DeskChange }) {
  const { change } = props;
  const { t } = useLingui();
  const words = useChangeWords();
  const state = words.state(change.state);
  const review = words.review(change.review);
  return (
    <>
      <PageHeader
        title={t`Change of subject: ${change.account.name}`}
        back={<BackToQueue />}
        description={words.ground(change.ground)}
        actions={
          <>
            <Tag tone={state.tone}>{state.word}</Tag>
            {change.state === "open" && <Tag tone={review.tone}>{review.word}</Tag>}
          </>
        }
      />
      {change.related && (
        <div className="mb-6">
          <Callout tone="warning" title={t`You can read this but not decide it`}>
            <Trans>
              You are related to one of the two sides, or you started it. Somebody unrelated decides (C3.3,
              C5.3).
            </Trans>
          </Callout>
        </div>
      )}
      {change.endReason !== null && (
        <div className="mb-6">
          <Callout tone="info" title={t`Why it ended`}>
            <span className="wrap-anywhere whitespace-pre-line">{change.endReason}</span>
          </Callout>
        </div>
      )}
    </>
  );
}
