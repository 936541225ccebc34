import { Trans } from "@lingui/react/macro";
import type { PlanFeature } from "@tenure/core/pricing";
import { Amount, planName } from "@tenure/ui";
import type { ReactNode } from "react";
import { PlanFeatures } from "./plan-features.tsx";
import type { Plan, PlanPrice } from "./types.ts";

/** One plan with its price: what it contains beside the others, and what can be done about it. */
export function PlanCard(props: {
  readonly plan: Plan;
  /** Undefined where the plan has no price for this interval in the account's currency. */
  readonly price: PlanPrice | undefined;
  /** What is compared, over all plans. */
  readonly compared: readonly PlanFeature[];
  /** How it stands to what the account has, as tags. */
  readonly standing: ReactNode;
  readonly action: ReactNode;
}) {
  const { plan, price, compared, standing, action } = props;
  return (
    <li className="flex flex-col gap-4 border-t border-hairline-strong pt-4">
      <div className="flex min-h-6 flex-wrap items-center justify-between gap-2">
        <h3 className="text-lg font-semibold">{planName(plan.id)}</h3>
        {standing}
      </div>
      {price === undefined ? (
        <p className="text-muted">
          <Trans>Not sold in the currency of this account.</Trans>
        </p>
      ) : (
        <>
          <p className="flex items-baseline gap-1.5">
            <Amount value={price.price} className="text-figure font-semibold" />
            <span className="text-muted">
              {price.interval === "month" ? <Trans>a month</Trans> : <Trans>a year</Trans>}
            </span>
          </p>
          {/* Two lines high, so that what is compared stands on the same lines beside each other. */}
          <p className="min-h-[2lh] text-muted phone:min-h-0">
            {plan.id === "free" ? (
              <Trans>Usage is paid from your credits.</Trans>
            ) : (
              <Trans>
                Includes usage worth <Amount value={price.includedUsage} />, at list price.
              </Trans>
            )}
          </p>
          <PlanFeatures features={price.features} compared={compared} />
          {action}
        </>
      )}
    </li>
  );
}
