import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Callout, Instant, Section, Skeleton, useLocale, useNotify } from "@tenure/ui";
import { ProblemCallout, ProblemState } from "@tenure/ui/app";
import { useState } from "react";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";
import { AgreementWords, consentTo, isAccepted } from "./agreement-words.tsx";
import type { OwnChange } from "./types.ts";

/** The agreement that is accepted before applying, on the customer's authority (C1.1, C3.4). */
export function ApplyAgreement(props: { readonly change: OwnChange }) {
  const { change } = props;
  const { t } = useLingui();
  return (
    <Section
      title={t`Agreement`}
      description={
        <Trans>
          Read it to the customer, or let them read it. Who accepted, when, in which language and which words
          is kept.
        </Trans>
      }
    >
      {change.agreement === null ? (
        <Accept change={change} />
      ) : (
        <>
          <Callout tone="done">
            <Trans>
              Accepted <Instant at={change.agreement.givenAt} /> ({change.agreement.wording}). Another ground
              asks for it anew.
            </Trans>
          </Callout>
          <details>
            <summary className="mb-3 inline-flex min-h-6 items-center rounded-sm font-medium text-accent">
              <Trans>Read it, or accept it anew</Trans>
            </summary>
            <Accept change={change} />
          </details>
        </>
      )}
    </Section>
  );
}

function Accept(props: { readonly change: OwnChange }) {
  const { change } = props;
  const { t } = useLingui();
  const language = useLocale();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const about = { accountId: change.accountId, changeId: change.id };
  const [accepted, setAccepted] = useState<readonly number[]>([]);
  const words = useQuery(trpc.subjectChanges.words.queryOptions({ ...about, language }));
  const accept = useStaffAction(
    (idempotencyKey) =>
      trpc.subjectChanges.acceptAgreement.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    () => {
      notify({ tone: "done", title: t`The agreement is accepted` });
      void queryClient.invalidateQueries({ queryKey: trpc.subjectChanges.pathKey() });
    },
  );
  const agreement = words.data?.application;
  if (agreement === undefined)
    return words.isPending ? (
      <Skeleton lines={6} />
    ) : (
      <ProblemState
        thing={t`The agreement could not be shown`}
        error={words.error}
        onRetry={() => void words.refetch()}
        retrying={words.isFetching}
      />
    );
  return (
    <div className="flex flex-col gap-4">
      <AgreementWords
        agreement={agreement}
        accepted={accepted}
        onAccept={(next) => {
          setAccepted(next);
          accept.renew();
        }}
      />
      <ProblemCallout error={accept.error} />
      <div>
        <Button
          loading={accept.isPending}
          disabledReason={
            isAccepted(agreement, accepted)
              ? undefined
              : t`Each article of special weight is accepted on its own.`
          }
          onClick={() => accept.mutate({ ...about, consent: consentTo(agreement) })}
        >
          <Trans>Accept the agreement</Trans>
        </Button>
      </div>
    </div>
  );
}
