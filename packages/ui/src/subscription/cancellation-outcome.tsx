import { Trans } from "@lingui/react/macro";
import type { Money } from "@tenure/core/money";
import type { PlanId } from "@tenure/core/pricing";
import { Amount } from "../display/amount.tsx";
import { Countdown } from "../display/countdown.tsx";
import { Instant } from "../display/instant.tsx";
import { planName } from "../display/plan-name.ts";

/** What cancelling now would mean; of the API's preview. */
export interface CancellationOutcomeFacts {
  readonly inTime: boolean;
  readonly cancelBy: string;
  readonly endsAt: string;
  /** Null where nothing more is charged. */
  readonly chargedAt: string | null;
  readonly charge: Money;
  /** The plan of that charge, which may be a cheaper one that was chosen for then; null without one. */
  readonly renewsAs: PlanId | null;
  /** The plan that was chosen for later and no longer comes; null where there is none. */
  readonly drops: { readonly planId: PlanId; readonly appliesAt: string } | null;
}

/** In one sentence what cancelling does and when (T2.5, T2.6), with the cut-off to the minute. */
export function CancellationOutcome(props: {
  readonly planId: PlanId;
  readonly outcome: CancellationOutcomeFacts;
}) {
  const { planId, outcome } = props;
  const { drops } = outcome;
  return (
    <div className="flex flex-col gap-1.5">
      {outcome.chargedAt === null ? (
        <Ends plan={planName(planId)} outcome={outcome} />
      ) : (
        <RenewsOnce planId={planId} outcome={outcome} chargedAt={outcome.chargedAt} />
      )}
      {drops !== null && (
        <p>
          <Trans>
            {planName(drops.planId)} from <Instant at={drops.appliesAt} />, as you had chosen, no longer
            comes.
          </Trans>
        </p>
      )}
    </div>
  );
}

function Ends(props: { readonly plan: string; readonly outcome: CancellationOutcomeFacts }) {
  const { plan, outcome } = props;
  return (
    <>
      <p>
        <Trans>
          {plan} ends on <Instant at={outcome.endsAt} />. Nothing more is charged, nothing is refunded, and it
          serves until then.
        </Trans>
      </p>
      {outcome.inTime && (
        <p className="text-sm text-muted">
          <Trans>
            In time: the cut-off is <Instant at={outcome.cancelBy} />, in{" "}
            <Countdown until={outcome.cancelBy} />.
          </Trans>
        </p>
      )}
    </>
  );
}

function RenewsOnce(props: {
  readonly planId: PlanId;
  readonly outcome: CancellationOutcomeFacts;
  readonly chargedAt: string;
}) {
  const { planId, outcome, chargedAt } = props;
  const { renewsAs } = outcome;
  const plan = planName(planId);
  return (
    <>
      <p>
        {renewsAs === null || renewsAs === planId ? (
          <Trans>
            {plan} renews once more on <Instant at={chargedAt} />, for <Amount value={outcome.charge} /> at
            today's price, and ends on <Instant at={outcome.endsAt} />.
          </Trans>
        ) : (
          <Trans>
            On <Instant at={chargedAt} /> it renews once more, as {planName(renewsAs)}, which you had chosen,
            for <Amount value={outcome.charge} />. It ends on <Instant at={outcome.endsAt} />.
          </Trans>
        )}
      </p>
      <p className="text-sm text-muted">
        <Trans>
          To avoid that charge, it had to be cancelled by <Instant at={outcome.cancelBy} />.
        </Trans>
      </p>
    </>
  );
}
