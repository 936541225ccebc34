import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Outputs } from "@tenure/api/trpc";
import {
  Amount,
  Button,
  Callout,
  Instant,
  KeyValue,
  planName,
  Skeleton,
  UiSettingsProvider,
  useUiSettings,
} from "@tenure/ui";
import { ProblemCallout, ProblemState, useIdempotencyKey } from "@tenure/ui/app";
import { AuthPage } from "@tenure/ui/identity";
import { type ReactNode, useState } from "react";
import { changeLocale } from "../../i18n/change-locale.ts";
import { trpc } from "../../trpc.ts";

type Preview = Outputs["priceChanges"]["previewByLink"];

/**
 * Where the link of a notice leads: what cancelling before the new price would mean, and the one button that does it.
 * Opening it changes nothing, signed in or not. The token stands behind the hash, which no server sees.
 */
export function CancelBeforePage() {
  const { t } = useLingui();
  const [token] = useState(() => window.location.hash.slice(1));
  const preview = useQuery(
    trpc.priceChanges.previewByLink.queryOptions({ token }, { staleTime: 0, retry: false }),
  );
  return (
    <AuthPage title={t`Cancel before the new price`} onLocale={(locale) => void changeLocale(locale)}>
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
        <InZone zone={preview.data.zone}>
          <Consequences token={token} preview={preview.data} onStale={() => void preview.refetch()} />
        </InZone>
      )}
      <p className="mt-8">
        <Link to="/subscription" className="text-link">
          <Trans>Go to the Subscription page</Trans>
        </Link>
      </p>
    </AuthPage>
  );
}

/** Instants in the account's zone, whoever looks. */
function InZone(props: { readonly zone: string; readonly children: ReactNode }) {
  return (
    <UiSettingsProvider {...useUiSettings()} timeZone={props.zone}>
      {props.children}
    </UiSettingsProvider>
  );
}

function Consequences(props: {
  readonly token: string;
  readonly preview: Preview;
  readonly onStale: () => void;
}) {
  const { token, preview, onStale } = props;
  const { t } = useLingui();
  const { idempotencyKey } = useIdempotencyKey();
  const cancel = useMutation(
    trpc.priceChanges.cancelByLink.mutationOptions({
      trpc: { context: { idempotencyKey } },
      onError: onStale,
    }),
  );
  const name = planName(preview.planId);
  const { outcome, accountName, zone } = preview;
  if (cancel.data !== undefined)
    return (
      <Callout tone="done" title={t`${name} is cancelled`} live>
        <Trans>
          You keep it until <Instant at={cancel.data.endsAt} />; the new price is never charged. Until then
          you can take this back on the Subscription page.
        </Trans>
      </Callout>
    );
  if (outcome === null) return <NothingToDo refusals={preview.refusals} />;
  const { renewals } = outcome;
  return (
    <div className="flex flex-col gap-5">
      <KeyValue
        entries={[
          { key: "account", label: t`Account`, value: <span className="wrap-anywhere">{accountName}</span> },
          { key: "before", label: t`Price now`, value: <Amount value={preview.before} /> },
          {
            key: "after",
            label: t`New price`,
            // Past the cut-off the plan ends a renewal later than the new price begins.
            value: outcome.inTime ? (
              <Trans>
                <Amount value={preview.after} />, from <Instant at={outcome.endsAt} precision="day" />
              </Trans>
            ) : (
              <Amount value={preview.after} />
            ),
          },
          {
            key: "ends",
            label: t`${name} would end`,
            value: (
              <>
                <Instant at={outcome.endsAt} />
                <span className="block text-sm text-muted">
                  <Trans>In the zone {zone}</Trans>
                </span>
              </>
            ),
          },
        ]}
      />
      <p>
        {renewals === 0 ? (
          <Trans>
            Nothing more is charged, and nothing is refunded. Afterwards the account goes on with Free.
          </Trans>
        ) : renewals === 1 ? (
          <Trans>
            Before that, 1 renewal is still charged at the price you have: <Amount value={outcome.charge} />,
            tax included. Afterwards the account goes on with Free.
          </Trans>
        ) : (
          <Trans>
            Before that, {renewals} renewals are still charged at the price you have:{" "}
            <Amount value={outcome.charge} /> each, tax included. Afterwards the account goes on with Free.
          </Trans>
        )}
      </p>
      <p>
        <Trans>You can take this back until then, on the Subscription page.</Trans>
      </p>
      {!outcome.inTime && (
        <Callout tone="warning">
          <Trans>
            The cut-off of the coming renewal has passed, so the plan renews once more, at the old price.
          </Trans>
        </Callout>
      )}
      <ProblemCallout error={cancel.error} />
      <div>
        <Button
          tone="danger"
          loading={cancel.isPending}
          onClick={() => cancel.mutate({ token, confirmedEndsAt: outcome.endsAt })}
        >
          <Trans>Cancel {name}</Trans>
        </Button>
      </div>
    </div>
  );
}

function NothingToDo(props: { readonly refusals: readonly string[] }) {
  const { t } = useLingui();
  const [first] = props.refusals;
  const words: Record<string, string> = {
    subscription_already_canceling: t`This plan is cancelled already.`,
    price_change_taken_back: t`The price change was taken back: your price stays as it is.`,
    price_change_left_behind: t`You have chosen another plan: this price change does not reach you.`,
    price_change_not_dearer: t`This change makes nothing dearer for you.`,
  };
  return (
    <Callout tone="info" title={t`Nothing to cancel`}>
      {(first === undefined ? undefined : words[first]) ?? (
        <Trans>The plan cannot be cancelled right now. The Subscription page says why.</Trans>
      )}
    </Callout>
  );
}
