import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQuery } from "@tanstack/react-query";
import {
  Button,
  Callout,
  ClauseReference,
  Instant,
  Section,
  Skeleton,
  StarredAgreement,
  starredOf,
  Textarea,
  useLocale,
  useNotify,
} from "@tenure/ui";
import { ProblemCallout, problemOf, ProblemState, useIdempotencyKey } from "@tenure/ui/app";
import { useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { EvidenceRows } from "./evidence-rows.tsx";
import { type Change, consentTo } from "./types.ts";
import { useChangesChanged } from "./use-change.ts";

/**
 * What reviewers asked and what was answered; where proof is waited for, or nobody vouches for the file as it is, the way
 * to hand it in (C5.1, C5.2).
 */
export function Entries(props: { readonly change: Change; readonly mayAnswer: boolean }) {
  const { change, mayAnswer } = props;
  const { t } = useLingui();
  const isAsked = change.state === "open" && change.review === "info_requested";
  const isUnvouched = change.state === "open" && !change.vouched;
  return (
    <Section title={t`Questions and answers`} anchor="questions">
      {isAsked && (
        <div className="max-w-2xl">
          <Callout tone="warning" title={t`A reviewer asks for more`}>
            <Trans>
              Nothing is agreed to before it is answered. <ClauseReference id="C5.2" />
            </Trans>
          </Callout>
        </div>
      )}
      {isUnvouched && !isAsked && (
        <div className="max-w-2xl">
          <Callout tone="warning" title={t`The application is another one than you vouched for`}>
            <Trans>
              It was changed, or it is offered to somebody new. Say what changed and commit yourself again;
              nothing is agreed to before. <ClauseReference id="C5.1" />
            </Trans>
          </Callout>
        </div>
      )}
      {change.entries.length === 0 ? (
        <p className="text-muted">
          <Trans>Nothing was asked so far. What a reviewer asks stands here, and in your mail.</Trans>
        </p>
      ) : (
        <ol className="flex max-w-2xl flex-col">
          {change.entries.map((entry) => (
            <li
              key={`${entry.kind} ${entry.at}`}
              className="flex flex-col gap-1 border-b border-hairline py-3 first:pt-0 last:border-b-0"
            >
              <p className="flex flex-wrap items-baseline justify-between gap-x-4 text-sm text-muted">
                <span className="font-medium text-ink">
                  {entry.kind === "answer" ? <Trans>You</Trans> : <Trans>Our staff</Trans>}
                </span>
                <Instant at={entry.at} />
              </p>
              <p className="whitespace-pre-line wrap-anywhere">{entry.text}</p>
            </li>
          ))}
        </ol>
      )}
      {(isAsked || isUnvouched) && mayAnswer && <AnswerForm change={change} />}
    </Section>
  );
}

function AnswerForm(props: { readonly change: Change }) {
  const { change } = props;
  const { t } = useLingui();
  const locale = useLocale();
  const notify = useNotify();
  const changed = useChangesChanged();
  const { account } = useCurrentAccount();
  const { idempotencyKey, renew } = useIdempotencyKey();
  const [text, setText] = useState("");
  const words = useQuery(
    trpc.subjectChanges.words.queryOptions({ accountId: account.id, changeId: change.id, language: locale }),
  );
  // Commitments are to the file as it is: after another piece of evidence they are given anew.
  const [signed, setSigned] = useState<{ readonly hash: string; readonly numbers: readonly number[] }>();
  const answer = useMutation(
    trpc.subjectChanges.answer.mutationOptions({
      trpc: { context: { idempotencyKey } },
      onSuccess: async () => {
        renew();
        setText("");
        notify({ tone: "done", title: t`Your answer is with the reviewer` });
        await changed();
      },
      onError: (error) => {
        if (problemOf(error).code !== "unreachable") renew();
      },
    }),
  );
  const commitments = words.data?.commitments;
  const accepted = signed !== undefined && signed.hash === commitments?.hash ? signed.numbers : [];
  const missing = starredOf(commitments?.articles ?? []).some((number) => !accepted.includes(number));
  return (
    <form
      className="flex max-w-2xl flex-col items-start gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (commitments !== undefined)
          answer.mutate({
            accountId: account.id,
            changeId: change.id,
            text: text.trim(),
            commitments: consentTo(commitments, accepted),
          });
      }}
    >
      <h3 className="font-semibold">
        <Trans>Your answer</Trans>
      </h3>
      <div className="w-full">
        <EvidenceRows change={change} />
      </div>
      <Textarea
        className="w-full"
        label={t`What you say to it`}
        rows={4}
        value={text}
        maxLength={4000}
        onChange={(event) => {
          setText(event.target.value);
          renew();
        }}
      />
      {words.isPending && <Skeleton lines={4} />}
      {words.error && (
        <ProblemState
          thing={t`The commitments could not be loaded`}
          error={words.error}
          onRetry={() => void words.refetch()}
          retrying={words.isFetching}
        />
      )}
      {commitments && (
        <StarredAgreement
          label={t`I commit that`}
          articles={commitments.articles}
          language={commitments.language}
          accepted={accepted}
          onAcceptedChange={(numbers) => {
            setSigned({ hash: commitments.hash, numbers });
            renew();
          }}
        />
      )}
      <ProblemCallout error={answer.error} />
      <Button
        type="submit"
        tone="primary"
        loading={answer.isPending}
        disabledReason={
          text.trim() === ""
            ? t`Write your answer first.`
            : missing
              ? t`Accept each commitment first.`
              : undefined
        }
      >
        <Trans>Send the answer</Trans>
      </Button>
    </form>
  );
}
