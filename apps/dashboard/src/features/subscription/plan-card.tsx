import { Trans, useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import { PLAN_FEATURE_TEXTS } from "@tenure/core/pricing";
import { Amount, Button, planName, Tag, useLocale } from "@tenure/ui";
import { Check } from "lucide-react";
import type { Plan, PlanPrice } from "./types.ts";

/** One plan with its price: what it contains, and the button that leads to the review. */
export function PlanCard(props: {
  readonly plan: Plan;
  /** Undefined where the plan has no price for this interval in the account's currency. */
  readonly price: PlanPrice | undefined;
  readonly current: boolean;
  /** Why it cannot be chosen now. */
  readonly disabledReason: string | undefined;
}) {
  const { plan, price, current, disabledReason } = props;
  const { t } = useLingui();
  const locale = useLocale();
  const navigate = useNavigate();
  const name = planName(plan.id);
  return (
    <li className="flex flex-col gap-4 border-t border-hairline-strong pt-4">
      <div className="flex min-h-6 flex-wrap items-center justify-between gap-2">
        <h3 className="text-lg font-semibold">{name}</h3>
        {current && <Tag tone="done">{t`Your plan`}</Tag>}
      </div>
      {price === undefined ? (
        <p className="text-muted">
          <Trans>Not sold in the currency of this account.</Trans>
        </p>
      ) : (
        <>
          <p className="flex items-baseline gap-1.5">
            <Amount value={price.price} className="text-figure font-semibold" />
            <span className="text-muted">{price.interval === "month" ? t`a month` : t`a year`}</span>
          </p>
          {plan.id !== "free" && (
            <p className="text-muted">
              <Trans>
                Includes usage worth <Amount value={price.includedUsage} />, at list price.
              </Trans>
            </p>
          )}
          <ul className="flex flex-1 flex-col gap-1.5">
            {price.features.map((feature) => (
              <li key={feature} className="flex gap-2">
                <Check aria-hidden className="mt-[0.2em] size-4 shrink-0 text-done" />
                {PLAN_FEATURE_TEXTS[feature][locale]}
              </li>
            ))}
          </ul>
          {plan.id !== "free" && !current && (
            <Button
              block
              disabledReason={disabledReason}
              onClick={() =>
                void navigate({
                  to: "/subscription/review/$planPriceId",
                  params: { planPriceId: price.id },
                })
              }
            >
              <Trans>Choose {name}</Trans>
            </Button>
          )}
          {plan.id === "free" && !current && (
            <p className="text-sm text-muted">
              <Trans>It applies whenever no paid plan runs.</Trans>
            </p>
          )}
        </>
      )}
    </li>
  );
}
