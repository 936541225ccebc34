import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { fromMoney } from "@tenure/core/money";
import { Amount, Callout, Countdown, Instant, KeyValue, Meter, planName, Tag } from "@tenure/ui";
import type { ReactNode } from "react";
import type { PlanId } from "@tenure/core/pricing";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { PastDue } from "./past-due.tsx";
import { PlanActions } from "./plan-actions.tsx";
import { ScheduledChange } from "./scheduled-change.tsx";
import type { RunningSubscription } from "./types.ts";

/** The plan the account is on, with the promises of its term: renewal, last moment to cancel, refund window. */
export function CurrentPlan(props: {
  readonly planId: PlanId;
  readonly subscription: RunningSubscription | null;
  /** The account's present instant. */
  readonly now: string;
}) {
  const { planId, subscription, now } = props;
  const { t } = useLingui();
  return (
    <div className="flex max-w-2xl flex-col gap-5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="text-figure font-semibold">{planName(planId)}</h2>
        {subscription === null ? (
          <Tag tone="neutral">{t`No paid plan`}</Tag>
        ) : (
          <StateTag subscription={subscription} />
        )}
      </div>
      {subscription === null ? (
        <p className="text-muted">
          <Trans>You pay for usage from your credits. A paid plan includes usage every term.</Trans>
        </p>
      ) : (
        <>
          <StateNote planId={planId} subscription={subscription} />
          <IncludedUsage />
          <Term subscription={subscription} refundable={now <= subscription.term.refundUntil} />
          <PlanActions subscription={subscription} />
        </>
      )}
    </div>
  );
}

function StateTag(props: { readonly subscription: RunningSubscription }) {
  const { t } = useLingui();
  const { state, cancellation } = props.subscription;
  switch (state) {
    case "incomplete":
      return <Tag tone="waiting">{t`Waiting for payment`}</Tag>;
    case "active":
      return <Tag tone="done">{t`Active`}</Tag>;
    case "canceling":
      return (
        <Tag tone="waiting">
          {cancellation !== null && cancellation.renewals > 0
            ? t`Cancelled, renews once more`
            : t`Cancelled, runs to the end of the term`}
        </Tag>
      );
    case "past_due":
      return <Tag tone="refused">{t`Payment overdue`}</Tag>;
    case "refunding":
      return <Tag tone="progress">{t`Being refunded`}</Tag>;
  }
}

function StateNote(props: {
  readonly planId: PlanId;
  readonly subscription: RunningSubscription;
}): ReactNode {
  const { planId, subscription } = props;
  const { scheduledChange, cancellation } = subscription;
  switch (subscription.state) {
    case "active":
    case "canceling":
      // Cancelled for good there is nothing that could follow.
      return (
        scheduledChange !== null &&
        (cancellation === null || cancellation.renewals > 0) && (
          <ScheduledChange planId={planId} subscription={subscription} change={scheduledChange} />
        )
      );
    case "refunding":
      return (
        <Callout tone="info">
          <Trans>While the refund is under way, included usage is closed. Your credits go on working.</Trans>
        </Callout>
      );
    case "past_due":
      return subscription.pastDue && <PastDue unpaid={subscription.pastDue} />;
    default:
      return null;
  }
}

function IncludedUsage() {
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const { data: wallet } = useQuery(trpc.wallet.balance.queryOptions({ accountId: account.id }));
  if (!wallet?.term) return null;
  // Nothing of it can be used while it is closed; StateNote says so.
  if (!wallet.term.serving) return null;
  const { included, used, held, available } = wallet.term;
  return (
    <Meter
      label={t`Included usage`}
      used={fromMoney(used)}
      held={fromMoney(held)}
      free={fromMoney(available)}
    >
      <Trans>
        <Amount value={used} /> of <Amount value={included} /> used, <Amount value={held} /> promised to
        requests in flight
      </Trans>
    </Meter>
  );
}

function Term(props: { readonly subscription: RunningSubscription; readonly refundable: boolean }) {
  const { t } = useLingui();
  const { term, price, interval, state, cancellation, distributor, scheduledChange } = props.subscription;
  // What is chosen for this very renewal; with Free there is none.
  const chosen =
    scheduledChange !== null && scheduledChange.appliesAt === term.endsAt
      ? planName(scheduledChange.planId)
      : null;
  const toFree = chosen !== null && scheduledChange?.planId === "free";
  // Cancelled too late it renews once more, and ends after that (T2.5).
  const last = state === "canceling" ? cancellation : null;
  const ends = last !== null && last.renewals === 0;
  // What becomes of the term is the refund's to say; in arrears it is over, and what can be done stands above.
  const settled = state === "refunding" || state === "past_due";
  // Price, renewal and refunds are the distributor's (T1.3).
  if (distributor !== null)
    return (
      <KeyValue
        entries={[
          { key: "biller", label: t`Billed by`, value: distributor.title },
          {
            key: "term",
            label: t`Term`,
            value: (
              <>
                <Instant at={term.startsAt} /> – <Instant at={term.endsAt} />
              </>
            ),
          },
        ]}
      />
    );
  return (
    <KeyValue
      entries={[
        {
          key: "price",
          label: t`Price`,
          value:
            interval === "month" ? (
              <Trans>
                <Amount value={price} /> a month
              </Trans>
            ) : (
              <Trans>
                <Amount value={price} /> a year
              </Trans>
            ),
        },
        {
          key: "term",
          label: t`Term`,
          value: (
            <>
              <Instant at={term.startsAt} /> – <Instant at={term.endsAt} />
            </>
          ),
        },
        ...(settled
          ? []
          : [
              {
                key: "renewal",
                label:
                  ends || toFree
                    ? t`Ends`
                    : last !== null
                      ? t`Renews once more`
                      : chosen === null
                        ? t`Renews`
                        : t`Renews as ${chosen}`,
                value: <Instant at={term.endsAt} />,
              },
            ]),
        ...(last === null || ends
          ? []
          : [{ key: "end", label: t`Ends`, value: <Instant at={last.endsAt} /> }]),
        ...(last !== null || settled || toFree
          ? []
          : [
              {
                key: "cancel",
                label: t`Cancel by`,
                value: (
                  <>
                    <Instant at={term.cancelBy} />
                    <span className="block text-sm text-muted">
                      <Trans>To avoid the next charge.</Trans>
                    </span>
                  </>
                ),
              },
            ]),
        ...(settled
          ? []
          : [
              {
                key: "refund",
                label: t`Refundable until`,
                value: (
                  <>
                    <Instant at={term.refundUntil} />
                    {props.refundable && (
                      <span className="block text-sm text-muted">
                        <Trans>
                          Refund window remaining <Countdown until={term.refundUntil} />
                        </Trans>
                      </span>
                    )}
                  </>
                ),
              },
            ]),
      ]}
    />
  );
}
