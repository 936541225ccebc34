import { Trans } from "@lingui/react/macro";
import { PLAN_FEATURE_TEXTS, type PlanFeature, planFeatures } from "@tenure/core/pricing";
import { classNames, useLocale } from "@tenure/ui";
import { Check, Minus } from "lucide-react";

/**
 * The lines on which plans are compared, the same for each of them. All models are more of what standard models are: both
 * stand on one line.
 */
export function comparedFeatures(plans: readonly { readonly features: readonly PlanFeature[] }[]) {
  const offered = planFeatures.filter((feature) => plans.some(({ features }) => features.includes(feature)));
  return offered.includes("standard_models")
    ? offered.filter((feature) => feature !== "all_models")
    : offered;
}

/** What a plan contains, and what others contain and it does not. */
export function PlanFeatures(props: {
  readonly features: readonly PlanFeature[];
  readonly compared: readonly PlanFeature[];
}) {
  const { features, compared } = props;
  const locale = useLocale();
  const lines = compared.map((feature) =>
    feature === "standard_models" && features.includes("all_models") ? "all_models" : feature,
  );
  return (
    <ul className="flex flex-1 flex-col gap-1.5">
      {lines.map((feature) => {
        const included = features.includes(feature);
        const Icon = included ? Check : Minus;
        return (
          <li key={feature} className={classNames("flex gap-2", !included && "text-muted")}>
            <Icon
              aria-hidden
              className={classNames("mt-[0.2em] size-4 shrink-0", included ? "text-done" : "text-faint")}
            />
            <span>
              {!included && (
                <span className="sr-only">
                  <Trans>Not included:</Trans>{" "}
                </span>
              )}
              {PLAN_FEATURE_TEXTS[feature][locale]}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
