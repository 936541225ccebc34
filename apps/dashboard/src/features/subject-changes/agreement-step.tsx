import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import {
  Button,
  buttonClass,
  Callout,
  ClauseReference,
  Instant,
  Skeleton,
  StarredAgreement,
  starredOf,
  useLocale,
} from "@tenure/ui";
import { ProblemCallout, ProblemState, problemOf, useIdempotencyKey } from "@tenure/ui/app";
import { useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { StepActions } from "./step-actions.tsx";
import { type Change, consentTo, type ShownAgreement } from "./types.ts";
import { useChangesChanged } from "./use-change.ts";

/** The agreement in full, accepted article by article where they carry special weight (C1.1). */
export function AgreementStep(props: { readonly change: Change }) {
  const { change } = props;
  const { t } = useLingui();
  const locale = useLocale();
  const { account } = useCurrentAccount();
  const [language, setLanguage] = useState<"en" | "zh">(change.agreement?.language === "zh" ? "zh" : locale);
  const words = useQuery(
    trpc.subjectChanges.words.queryOptions({ accountId: account.id, changeId: change.id, language }),
  );
  return (
    <div className="flex flex-col gap-5">
      <p className="max-w-2xl text-muted">
        <Trans>
          You accept it before you apply, in the language you read it in. Articles with a star carry special
          weight; each is accepted on its own. <ClauseReference id="C1.1" />
        </Trans>
      </p>
      {words.isPending && <Skeleton lines={14} />}
      {words.error && (
        <ProblemState
          thing={t`The agreement could not be loaded`}
          error={words.error}
          onRetry={() => void words.refetch()}
          retrying={words.isFetching}
        />
      )}
      {words.data && (
        <Accepting
          // Other words are accepted anew.
          key={words.data.application.hash}
          change={change}
          agreement={words.data.application}
          onLanguage={setLanguage}
        />
      )}
    </div>
  );
}

function Accepting(props: {
  readonly change: Change;
  readonly agreement: ShownAgreement;
  readonly onLanguage: (language: "en" | "zh") => void;
}) {
  const { change, agreement, onLanguage } = props;
  const { t } = useLingui();
  const navigate = useNavigate();
  const changed = useChangesChanged();
  const { account } = useCurrentAccount();
  const { idempotencyKey, renew } = useIdempotencyKey();
  const [accepted, setAccepted] = useState<readonly number[]>([]);
  const accept = useMutation(
    trpc.subjectChanges.acceptAgreement.mutationOptions({
      trpc: { context: { idempotencyKey } },
      onSuccess: async () => {
        renew();
        await changed();
        await navigate({
          to: "/ownership/change/$changeId",
          params: { changeId: change.id },
          search: { step: "proof" },
        });
      },
      onError: (error) => {
        if (problemOf(error).code !== "unreachable") renew();
      },
    }),
  );
  const missing = starredOf(agreement.articles).filter((number) => !accepted.includes(number));
  const before = change.agreement;
  const isAccepted = before !== null && before.hash === agreement.hash;
  return (
    <>
      {isAccepted && (
        <div className="max-w-prose">
          <Callout tone="done">
            <Trans>
              Accepted on <Instant at={before.givenAt} />. It is kept with the application.
            </Trans>
          </Callout>
        </div>
      )}
      {before !== null && !isAccepted && before.language === agreement.language && (
        <div className="max-w-prose">
          <Callout tone="warning" title={t`Please accept it anew`}>
            <Trans>The ground or the wording is another one than when you accepted it.</Trans>
          </Callout>
        </div>
      )}
      <StarredAgreement
        label={t`Agreement on the change of holder`}
        articles={agreement.articles}
        language={agreement.language}
        onLanguageChange={onLanguage}
        accepted={accepted}
        {...(isAccepted ? {} : { onAcceptedChange: setAccepted })}
      />
      <ProblemCallout error={accept.error} />
      <StepActions back={{ changeId: change.id, step: "evidence" }}>
        {isAccepted ? (
          <Link
            to="/ownership/change/$changeId"
            params={{ changeId: change.id }}
            search={{ step: "proof" }}
            className={buttonClass("primary")}
          >
            <Trans>Go on</Trans>
          </Link>
        ) : (
          <Button
            tone="primary"
            loading={accept.isPending}
            disabledReason={
              missing.length > 0
                ? t`Accept each article with a star first; missing: ${missing.join(", ")}.`
                : undefined
            }
            onClick={() =>
              accept.mutate({
                accountId: account.id,
                changeId: change.id,
                consent: consentTo(agreement, accepted),
              })
            }
          >
            <Trans>Accept the agreement</Trans>
          </Button>
        )}
        <Link to="/ownership" className={buttonClass("secondary")}>
          <Trans>Go on later</Trans>
        </Link>
      </StepActions>
    </>
  );
}
