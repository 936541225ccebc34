import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQuery } from "@tanstack/react-query";
import type { Outputs } from "@tenure/api/trpc";
import { Button, Callout, ClauseReference, Instant, KeyValue, Skeleton } from "@tenure/ui";
import { ProblemCallout, ProblemState, useIdempotencyKey } from "@tenure/ui/app";
import { AuthPage } from "@tenure/ui/identity";
import { useState } from "react";
import { changeLocale } from "../../i18n/change-locale.ts";
import { trpc } from "../../trpc.ts";

type Preview = Outputs["subjectChanges"]["alerts"]["preview"];

/**
 * Where the link of a notice to an existing contact leads (C3.10): what was applied for and when, and the way to say that
 * something is wrong. Opening it changes nothing; the button asks once more. The token stands behind the hash.
 */
export function AlertPage() {
  const { t } = useLingui();
  const [token] = useState(() => window.location.hash.slice(1));
  const preview = useQuery(
    trpc.subjectChanges.alerts.preview.queryOptions({ token }, { staleTime: 0, retry: false }),
  );
  return (
    <AuthPage
      title={t`Somebody applied to pass the account on`}
      onLocale={(locale) => void changeLocale(locale)}
    >
      {preview.isPending && <Skeleton lines={5} />}
      {preview.error && (
        <ProblemState
          thing={t`This link does nothing any more`}
          error={preview.error}
          onRetry={() => void preview.refetch()}
          retrying={preview.isFetching}
        />
      )}
      {preview.data && (
        <Applied token={token} preview={preview.data} onRaised={() => void preview.refetch()} />
      )}
    </AuthPage>
  );
}

function Applied(props: {
  readonly token: string;
  readonly preview: Preview;
  readonly onRaised: () => void;
}) {
  const { token, preview, onRaised } = props;
  const { t } = useLingui();
  const isOpen = preview.state === "open";
  return (
    <div className="flex flex-col gap-5">
      <KeyValue
        entries={[
          {
            key: "account",
            label: <Trans>Account</Trans>,
            value: <bdi className="wrap-anywhere">{preview.accountName}</bdi>,
          },
          {
            key: "applied",
            label: <Trans>Applied on</Trans>,
            value: <Instant at={preview.submittedAt} />,
          },
        ]}
      />
      {preview.raised ? (
        <Callout tone="done" title={t`Your alert is with our staff`} live>
          <Trans>
            The review stands still until they have looked into it. You need not do anything more.{" "}
            <ClauseReference id="C3.10" />
          </Trans>
        </Callout>
      ) : isOpen ? (
        <>
          <p>
            <Trans>
              The account is to pass to another holder, with everything in it. If that is right, you need not
              do anything.
            </Trans>
          </p>
          <Raise token={token} onRaised={onRaised} />
        </>
      ) : (
        <Callout tone="info" title={t`The application is no longer open`}>
          {preview.state === "effective" ? (
            <Trans>The change has taken effect. If something was wrong with it, write to our support.</Trans>
          ) : (
            <Trans>Nothing passed, and nothing is left to object to.</Trans>
          )}
        </Callout>
      )}
    </div>
  );
}

function Raise(props: { readonly token: string; readonly onRaised: () => void }) {
  const { token, onRaised } = props;
  const { t } = useLingui();
  const { idempotencyKey, renew } = useIdempotencyKey();
  const [asking, setAsking] = useState(false);
  const raise = useMutation(
    trpc.subjectChanges.alerts.raise.mutationOptions({
      trpc: { context: { idempotencyKey } },
      onSuccess: onRaised,
      onError: renew,
    }),
  );
  if (!asking)
    return (
      <div>
        <Button onClick={() => setAsking(true)}>
          <Trans>This is not right…</Trans>
        </Button>
      </div>
    );
  return (
    <Callout
      tone="warning"
      title={t`Raise an alert?`}
      live
      action={
        <span className="flex flex-wrap gap-2">
          <Button tone="danger" loading={raise.isPending} onClick={() => raise.mutate({ token })}>
            <Trans>Yes, raise the alert</Trans>
          </Button>
          <Button onClick={() => setAsking(false)}>
            <Trans>No</Trans>
          </Button>
        </span>
      }
    >
      <Trans>
        The review stops until our staff have looked into it. It is no withdrawal; only the applicant
        withdraws. <ClauseReference id="C3.10" />
      </Trans>
      <ProblemCallout error={raise.error} />
    </Callout>
  );
}
