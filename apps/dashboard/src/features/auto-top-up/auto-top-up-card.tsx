import { leftNanos } from "@tenure/core/auto-top-up";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { fromMoney } from "@tenure/core/money";
import {
  Amount,
  Button,
  buttonClass,
  Callout,
  Instant,
  KeyValue,
  Meter,
  Section,
  Skeleton,
  Tag,
} from "@tenure/ui";
import { ProblemState, unlessLive } from "@tenure/ui/app";
import { useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { usePermission } from "../../account/use-permission.ts";
import { trpc } from "../../trpc.ts";
import { RunsTable } from "./runs-table.tsx";
import { StoppedCallout } from "./stopped-callout.tsx";
import { SwitchOffDialog } from "./switch-off-dialog.tsx";
import type { AutoTopUp, Terms } from "./types.ts";

const MOVING_INTERVAL_MS = 4000;

/** Topping up by itself: what it is while off, what it did this month while on, why it stopped. */
export function AutoTopUpCard() {
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const autoTopUp = useQuery(
    trpc.autoTopUp.get.queryOptions(
      { accountId: account.id },
      {
        refetchInterval: (query) =>
          query.state.data?.runs.some(({ state }) => state === "pending") === true &&
          unlessLive(MOVING_INTERVAL_MS),
      },
    ),
  );
  return (
    <Section
      anchor="auto-top-up"
      title={
        <span className="flex flex-wrap items-center gap-2.5">
          {t`Automatic top-up`}
          {autoTopUp.data && <StateTag state={autoTopUp.data.state} />}
        </span>
      }
      description={
        <Trans>
          Buys credits with a saved card when the balance runs low. Off unless an owner agrees to it.
        </Trans>
      }
    >
      {autoTopUp.isPending && <Skeleton lines={3} />}
      {autoTopUp.error && (
        <ProblemState
          thing={t`Automatic top-up could not be loaded`}
          error={autoTopUp.error}
          onRetry={() => void autoTopUp.refetch()}
          retrying={autoTopUp.isFetching}
        />
      )}
      {autoTopUp.data && <Standing autoTopUp={autoTopUp.data} />}
    </Section>
  );
}

function StateTag(props: { readonly state: AutoTopUp["state"] }) {
  const { t } = useLingui();
  switch (props.state) {
    case "off":
      return <Tag tone="neutral">{t({ message: "Off", context: "automatic top-up" })}</Tag>;
    case "on":
      return <Tag tone="done">{t({ message: "On", context: "automatic top-up" })}</Tag>;
    case "stopped":
      return <Tag tone="refused">{t({ message: "Stopped", context: "automatic top-up" })}</Tag>;
  }
}

function Standing(props: { readonly autoTopUp: AutoTopUp }) {
  const { autoTopUp } = props;
  return (
    <div className="flex flex-col gap-5">
      {autoTopUp.stopped !== null && <StoppedCallout stopped={autoTopUp.stopped} />}
      {autoTopUp.state === "on" && autoTopUp.terms !== null && (
        <OnState autoTopUp={autoTopUp} terms={autoTopUp.terms} />
      )}
      <Actions autoTopUp={autoTopUp} />
      {autoTopUp.runs.length > 0 && <RunsTable runs={autoTopUp.runs} />}
    </div>
  );
}

function OnState(props: { readonly autoTopUp: AutoTopUp; readonly terms: Terms }) {
  const { autoTopUp, terms } = props;
  const { t } = useLingui();
  const chargedNanos = fromMoney(autoTopUp.monthCharged);
  const capNanos = fromMoney(terms.monthlyCap);
  return (
    <div className="flex max-w-2xl flex-col gap-5">
      <KeyValue
        entries={[
          {
            key: "amount",
            label: t`Buys each time`,
            value: (
              <Trans>
                <Amount value={terms.amount} /> in credits
              </Trans>
            ),
          },
          {
            key: "threshold",
            label: t`When less is available than`,
            value: <Amount value={terms.threshold} />,
          },
          {
            key: "card",
            label: t`Charged to`,
            value: (
              <span className="flex flex-wrap items-baseline gap-x-3">
                {terms.method ?? "—"}
                <Link to="/settings/payment-methods" className="text-sm text-link">
                  <Trans>Saved cards</Trans>
                </Link>
              </span>
            ),
          },
          ...(autoTopUp.consentedAt === null
            ? []
            : [{ key: "agreed", label: t`Agreed to`, value: <Instant at={autoTopUp.consentedAt} /> }]),
        ]}
      />
      <Meter
        label={t`Charged this month`}
        used={chargedNanos}
        held={0n}
        free={leftNanos(capNanos, chargedNanos)}
      >
        <Trans>
          <Amount value={autoTopUp.monthCharged} /> of at most <Amount value={terms.monthlyCap} />; counts
          anew on <Instant at={autoTopUp.nextMonthAt} precision="day" />
        </Trans>
      </Meter>
      {autoTopUp.cappedUntil !== null && (
        <Callout tone="warning" title={t`The monthly cap leaves no room for another charge`}>
          <Trans>
            Nothing is charged before <Instant at={autoTopUp.cappedUntil} />. Buy credits by hand, or agree to
            a higher cap.
          </Trans>
        </Callout>
      )}
    </div>
  );
}

function Actions(props: { readonly autoTopUp: AutoTopUp }) {
  const { state, actions } = props.autoTopUp;
  const { t } = useLingui();
  const maySet = usePermission("auto_top_up.set");
  const [asked, setAsked] = useState(false);
  if (!maySet)
    return (
      <div>
        <Button disabledReason={t`Only an owner of the account can switch it on.`}>
          <SetUpWord state={state} />
        </Button>
      </div>
    );
  return (
    <div className="flex flex-wrap gap-2">
      <Link to="/credits/automatic" className={buttonClass(state === "stopped" ? "primary" : "secondary")}>
        <SetUpWord state={state} />
      </Link>
      {actions.includes("switch_off") && (
        <Button onClick={() => setAsked(true)}>
          <Trans>Switch off</Trans>
        </Button>
      )}
      {asked && <SwitchOffDialog onClose={() => setAsked(false)} />}
    </div>
  );
}

function SetUpWord(props: { readonly state: AutoTopUp["state"] }) {
  switch (props.state) {
    case "off":
      return <Trans>Set up automatic top-up</Trans>;
    case "on":
      return <Trans>Change amounts or card</Trans>;
    case "stopped":
      return <Trans>Switch on again</Trans>;
  }
}
