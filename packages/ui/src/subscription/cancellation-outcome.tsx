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
}

/** In one sentence what cancelling does and when (T2.5, T2.6), with the cut-off to the minute. */
export function CancellationOutcome(props: {
  readonly planId: PlanId;
  readonly outcome: CancellationOutcomeFacts;
}) {
  const { outcome } = props;
  const plan = planName(props.planId);
  if (outcome.chargedAt !== null)
    return (
      <div className="flex flex-col gap-1.5">
        <p>
          <Trans>
            {plan} renews once more on <Instant at={outcome.chargedAt} />, for{" "}
            <Amount value={outcome.charge} /> at today's price, and ends on <Instant at={outcome.endsAt} />.
          </Trans>
        </p>
        <p className="text-sm text-muted">
          <Trans>
            To avoid that charge, it had to be cancelled by <Instant at={outcome.cancelBy} />.
          </Trans>
        </p>
      </div>
    );
  return (
    <div className="flex flex-col gap-1.5">
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
    </div>
  );
}
