import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import {
  Button,
  Callout,
  EmptyState,
  Instant,
  Section,
  Tag,
  Textarea,
  useLocale,
  useNotify,
} from "@tenure/ui";
import { ProblemCallout } from "@tenure/ui/app";
import { useState } from "react";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";
import { AgreementWords, consentTo, isAccepted } from "./agreement-words.tsx";
import { InviteDialog } from "./invite-dialog.tsx";
import type { OwnChange } from "./types.ts";
import { useChangeWords } from "./use-change-words.ts";
import { WithdrawDialog } from "./withdraw-dialog.tsx";

/** What an applicant does while it is open: answers, invites anew, takes it back (C3.5, C5.2). */
export function ApplyOpen(props: { readonly change: OwnChange }) {
  const { change } = props;
  const { t } = useLingui();
  const words = useChangeWords();
  const [asking, setAsking] = useState<"invite" | "withdraw" | null>(null);
  const { invitation } = change;
  const asked = change.entries.filter(({ kind }) => kind !== "note");
  return (
    <Section
      title={t`While it is open`}
      actions={
        <>
          <Button
            size="sm"
            disabledReason={
              invitation?.state === "complete" || invitation?.state === "accepted"
                ? t`The new subject has accepted.`
                : undefined
            }
            onClick={() => setAsking("invite")}
          >
            <Trans>Invite anew…</Trans>
          </Button>
          <Button
            size="sm"
            disabledReason={
              invitation?.state === "complete"
                ? t`The new subject accepted and is verified (C3.6).`
                : undefined
            }
            onClick={() => setAsking("withdraw")}
          >
            <Trans>Withdraw…</Trans>
          </Button>
        </>
      }
    >
      {invitation !== null && (
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <Tag tone={words.invitation(invitation.state).tone}>{words.invitation(invitation.state).word}</Tag>
          <span className="text-muted wrap-anywhere">
            {invitation.email}, <Instant at={invitation.sentAt} />
          </span>
        </p>
      )}
      {asked.length === 0 ? (
        <EmptyState>
          <Trans>Nothing was asked.</Trans>
        </EmptyState>
      ) : (
        <ol className="flex flex-col border-t border-hairline">
          {asked.map((entry) => (
            <li key={`${entry.kind} ${entry.at}`} className="border-b border-hairline py-2.5">
              <span className="flex flex-wrap items-center justify-between gap-x-4 text-sm text-muted">
                {entry.kind === "request" ? (
                  <Tag tone="waiting">{t`The platform asked`}</Tag>
                ) : (
                  <Tag tone="done">{t`The applicant answered`}</Tag>
                )}
                <Instant at={entry.at} />
              </span>
              <p className="max-w-prose wrap-anywhere whitespace-pre-line">{entry.text}</p>
            </li>
          ))}
        </ol>
      )}
      <Answer key={change.fileVersion} change={change} />
      {asking === "invite" && <InviteDialog change={change} onClose={() => setAsking(null)} />}
      {asking === "withdraw" && <WithdrawDialog change={change} onClose={() => setAsking(null)} />}
    </Section>
  );
}

/** An answer vouches for the file as it is now: also one that nobody asked for, after an edit (C5.1). */
function Answer(props: { readonly change: OwnChange }) {
  const { change } = props;
  const { t } = useLingui();
  const language = useLocale();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const about = { accountId: change.accountId, changeId: change.id };
  const [text, setText] = useState("");
  const [accepted, setAccepted] = useState<readonly number[]>([]);
  const words = useQuery(trpc.subjectChanges.words.queryOptions({ ...about, language }));
  const agreement = words.data?.commitments;
  const answer = useStaffAction(
    (idempotencyKey) => trpc.subjectChanges.answer.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    () => {
      notify({ tone: "done", title: t`The answer is with the reviewers` });
      setText("");
      setAccepted([]);
      void queryClient.invalidateQueries({ queryKey: trpc.subjectChanges.pathKey() });
    },
  );
  return (
    <details className="group">
      <summary className="inline-flex min-h-6 items-center rounded-sm font-medium text-accent">
        {change.review === "info_requested" ? (
          <Trans>Answer what was asked</Trans>
        ) : (
          <Trans>Add an answer, vouching for the file as it is</Trans>
        )}
      </summary>
      <form
        className="mt-3 flex max-w-prose flex-col items-start gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (agreement !== undefined)
            answer.mutate({ ...about, text: text.trim(), commitments: consentTo(agreement) });
        }}
      >
        <Callout tone="info">
          <Trans>
            Change the form and hand in evidence first, below: the answer vouches for what is there then.
          </Trans>
        </Callout>
        <Textarea
          className="w-full"
          label={t`Answer`}
          value={text}
          rows={4}
          maxLength={4000}
          onChange={(event) => {
            setText(event.target.value);
            answer.renew();
          }}
        />
        {agreement !== undefined && (
          <AgreementWords agreement={agreement} accepted={accepted} onAccept={setAccepted} />
        )}
        <ProblemCallout error={answer.error ?? words.error} />
        <Button
          type="submit"
          loading={answer.isPending}
          disabledReason={
            agreement !== undefined && isAccepted(agreement, accepted)
              ? undefined
              : t`Each article of special weight is accepted on its own.`
          }
        >
          <Trans>Send the answer</Trans>
        </Button>
      </form>
    </details>
  );
}
