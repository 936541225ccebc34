import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { decisionSchema } from "@tenure/core/decision";
import { Button, DecisionSheet, Section, Skeleton, useLocale, useNotify } from "@tenure/ui";
import { ProblemCallout, ProblemState } from "@tenure/ui/app";
import { useMemo, useState } from "react";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";
import { AgreementWords, consentTo, isAccepted } from "./agreement-words.tsx";
import type { OwnChange } from "./types.ts";

/** The commitments (C5.1), what will happen line by line, and submitting it. */
export function ApplySubmit(props: { readonly change: OwnChange }) {
  const { change } = props;
  const { t } = useLingui();
  const language = useLocale();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const about = { accountId: change.accountId, changeId: change.id };
  const [accepted, setAccepted] = useState<readonly number[]>([]);
  const words = useQuery(trpc.subjectChanges.words.queryOptions({ ...about, language }));
  const agreement = words.data?.commitments;
  const commitments =
    agreement !== undefined && isAccepted(agreement, accepted) ? consentTo(agreement) : null;
  const preview = useQuery(
    trpc.subjectChanges.preview.queryOptions(
      { ...about, commitments },
      { staleTime: 0, placeholderData: (before) => before },
    ),
  );
  const decision = useMemo(
    () => (preview.data === undefined ? null : decisionSchema.parse(preview.data.decision)),
    [preview.data],
  );
  const submit = useStaffAction(
    (idempotencyKey) => trpc.subjectChanges.submit.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    () => {
      notify({ tone: "done", title: t`The application is submitted; old contacts are told` });
      void queryClient.invalidateQueries();
    },
  );
  return (
    <Section
      title={t`Commitments and submission`}
      description={
        <Trans>
          The code to the verified telephone is the customer's alone: they ask for it and enter it in the
          dashboard, shortly before you submit, and tell it to nobody (C3.3).
        </Trans>
      }
    >
      {agreement === undefined ? (
        <Skeleton lines={4} />
      ) : (
        <AgreementWords
          agreement={agreement}
          accepted={accepted}
          onAccept={(next) => {
            setAccepted(next);
            submit.renew();
          }}
        />
      )}
      {decision !== null ? (
        <DecisionSheet
          title={t`What will happen`}
          decision={decision}
          stage="preview"
          action={
            <div className="flex flex-col items-start gap-3">
              <ProblemCallout error={submit.error} />
              <Button
                tone="primary"
                loading={submit.isPending}
                disabledReason={
                  decision.outcome === "refused" ? t`What is named above stands against it.` : undefined
                }
                onClick={() => submit.mutate({ ...about, commitments })}
              >
                <Trans>Submit the application</Trans>
              </Button>
            </div>
          }
        />
      ) : preview.isPending ? (
        <Skeleton lines={6} />
      ) : (
        <ProblemState
          thing={t`What will happen could not be shown`}
          error={preview.error}
          onRetry={() => void preview.refetch()}
          retrying={preview.isFetching}
        />
      )}
    </Section>
  );
}
