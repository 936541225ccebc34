import { useLingui } from "@lingui/react/macro";
import type { CANCEL_REASONS } from "@tenure/core/subscriptions";

/** Why somebody left, in words. Total: a new reason without words does not compile. */
export function useCancelReasons(): Readonly<Record<(typeof CANCEL_REASONS)[number], string>> {
  const { t } = useLingui();
  return {
    too_expensive: t`It costs too much`,
    not_used_enough: t`I use it too little`,
    missing_feature: t`Something is missing`,
    quality: t`Answers or speed are not good enough`,
    switched: t`I use another service`,
    other: t`Something else`,
  };
}
