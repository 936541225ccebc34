import { Trans, useLingui } from "@lingui/react/macro";
import type { Outputs } from "@tenure/api/trpc";
import type { PlanId } from "@tenure/core/pricing";
import { Amount, Callout, Instant, KeyValue, planName } from "@tenure/ui";
import type { ReactNode } from "react";

type Outcome = NonNullable<Outputs["subscriptions"]["previewChange"]["outcome"]>;

/** What a change of plan brings, and when (T1.4, T2.5, T2.6). */
export function ChangeConsequences(props: {
  readonly outcome: Outcome;
  readonly runningPlanId: PlanId;
  /** The account's present instant. */
  readonly now: string;
}) {
  const { outcome, runningPlanId, now } = props;
  return (
    <div className="max-w-2xl">
      <h3 className="mb-1 font-semibold">
        <Trans>What happens when</Trans>
      </h3>
      {outcome.applies === "now" ? (
        <AtOnce outcome={outcome} running={planName(runningPlanId)} now={now} />
      ) : (
        <AtTermEnd outcome={outcome} running={planName(runningPlanId)} />
      )}
    </div>
  );
}

function AtOnce(props: {
  readonly outcome: Extract<Outcome, { applies: "now" }>;
  readonly running: string;
  readonly now: string;
}) {
  const { outcome, running, now } = props;
  const { t } = useLingui();
  return (
    <div className="flex flex-col gap-3">
      <KeyValue
        entries={[
          {
            key: "term",
            label: t`New term`,
            value: (
              <>
                <Instant at={now} /> – <Instant at={outcome.renewsAt} />
                <Explanation>
                  <Trans>It begins at the moment of payment; {running} stops then.</Trans>
                </Explanation>
              </>
            ),
          },
          {
            key: "renews",
            label: t`Renews`,
            value: (
              <>
                <Instant at={outcome.renewsAt} />
                <Explanation>
                  <Trans>
                    For <Amount value={outcome.renewal} />, unless you cancel.
                  </Trans>
                </Explanation>
              </>
            ),
          },
          {
            key: "cancel",
            label: t`Cancel by`,
            value: (
              <>
                <Instant at={outcome.cancelBy} />
                <Explanation>
                  <Trans>To avoid the next charge.</Trans>
                </Explanation>
              </>
            ),
          },
          {
            key: "refund",
            label: t`Refundable until`,
            value: (
              <>
                <Instant at={outcome.refundUntil} />
                <Explanation>
                  <Trans>
                    This payment, less usage and the platform fee. {running} then comes back with the time it
                    had left; the credit is never paid out.
                  </Trans>
                </Explanation>
              </>
            ),
          },
        ]}
      />
      {outcome.dropsScheduled && (
        <Callout tone="info">
          <Trans>The change that you had arranged for later is dropped.</Trans>
        </Callout>
      )}
    </div>
  );
}

function AtTermEnd(props: {
  readonly outcome: Extract<Outcome, { applies: "term_end" }>;
  readonly running: string;
}) {
  const { outcome, running } = props;
  const { t } = useLingui();
  return (
    <div className="flex flex-col gap-3">
      {outcome.renewsFirst && (
        <Callout tone="warning">
          <Trans>The cut-off of this term has passed: {running} renews once more before.</Trans>
        </Callout>
      )}
      <KeyValue
        entries={[
          {
            key: "until",
            label: t`Changes on`,
            value: (
              <>
                <Instant at={outcome.appliesAt} />
                <Explanation>
                  <Trans>Until then {running} goes on as it was paid for. Nothing is given back.</Trans>
                </Explanation>
              </>
            ),
          },
          {
            key: "undo",
            label: t`Can be taken back until`,
            value: <Instant at={outcome.undoUntil} />,
          },
        ]}
      />
    </div>
  );
}

function Explanation(props: { readonly children: ReactNode }) {
  return <span className="block text-sm text-muted">{props.children}</span>;
}
