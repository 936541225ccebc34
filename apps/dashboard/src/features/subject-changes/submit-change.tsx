import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQuery } from "@tanstack/react-query";
import {
  Button,
  ClauseReference,
  Section,
  Skeleton,
  StarredAgreement,
  starredOf,
  useLocale,
  useNotify,
} from "@tenure/ui";
import { ProblemCallout, problemOf, ProblemState, useIdempotencyKey } from "@tenure/ui/app";
import { useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { StepActions } from "./step-actions.tsx";
import { type Change, consentTo } from "./types.ts";
import { useChangesChanged } from "./use-change.ts";

/** The commitments, each on its own, and the button that applies (C5.1). */
export function SubmitChange(props: { readonly change: Change }) {
  const { change } = props;
  const { t } = useLingui();
  const locale = useLocale();
  const notify = useNotify();
  const changed = useChangesChanged();
  const { account } = useCurrentAccount();
  const { idempotencyKey, renew } = useIdempotencyKey();
  const [language, setLanguage] = useState<"en" | "zh">(locale);
  const [accepted, setAccepted] = useState<readonly number[]>([]);
  const words = useQuery(
    trpc.subjectChanges.words.queryOptions({ accountId: account.id, changeId: change.id, language }),
  );
  const submit = useMutation(
    trpc.subjectChanges.submit.mutationOptions({
      trpc: { context: { idempotencyKey } },
      onSuccess: async () => {
        notify({ tone: "done", title: t`Submitted; the new holder is invited` });
        await changed();
      },
      onError: (error) => {
        if (problemOf(error).code !== "unreachable") renew();
      },
    }),
  );
  const commitments = words.data?.commitments;
  const missing = starredOf(commitments?.articles ?? []).filter((number) => !accepted.includes(number));
  return (
    <Section
      title={t`Your commitments`}
      description={
        <Trans>
          They are to exactly this form and this evidence, and are kept with the application.{" "}
          <ClauseReference id="C5.1" />
        </Trans>
      }
    >
      {words.isPending && <Skeleton lines={6} />}
      {words.error && (
        <ProblemState
          thing={t`The commitments could not be loaded`}
          error={words.error}
          onRetry={() => void words.refetch()}
          retrying={words.isFetching}
        />
      )}
      {commitments && (
        <>
          <StarredAgreement
            label={t`I commit that`}
            articles={commitments.articles}
            language={commitments.language}
            onLanguageChange={(next) => {
              setLanguage(next);
              setAccepted([]);
              renew();
            }}
            accepted={accepted}
            onAcceptedChange={(next) => {
              setAccepted(next);
              renew();
            }}
          />
          <ProblemCallout error={submit.error} />
          <StepActions back={{ changeId: change.id, step: "proof" }}>
            <Button
              tone="primary"
              loading={submit.isPending}
              disabledReason={missing.length > 0 ? t`Accept each commitment first.` : undefined}
              onClick={() =>
                submit.mutate({
                  accountId: account.id,
                  changeId: change.id,
                  commitments: consentTo(commitments, accepted),
                })
              }
            >
              <Trans>Submit the application</Trans>
            </Button>
          </StepActions>
        </>
      )}
    </Section>
  );
}
