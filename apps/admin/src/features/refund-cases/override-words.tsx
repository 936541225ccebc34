import { Trans, useLingui } from "@lingui/react/macro";
import { caseOverrideSchema } from "@tenure/core/refund-cases";
import { nanosToDecimal } from "@tenure/core/money";
import { useCallback } from "react";
import type { Case } from "./types.ts";

/** An override in words. */
export function useOverrideWords(): (override: unknown) => string {
  const { t } = useLingui();
  return useCallback(
    (given) => {
      const read = caseOverrideSchema.safeParse(given);
      if (!read.success) return "—";
      const override = read.data;
      switch (override.kind) {
        case "review_passed":
          return t`Serial refunds were looked at (R2.10)`;
        case "previous_holder_paid":
          return t`The previous holder paid, and is repaid (C4.9)`;
        case "statutory":
          return t`The law of ${override.country} gives more time (T1.4)`;
        case "fee": {
          const percent = String(override.feeBps / 100);
          return t`Fee lowered to ${percent} %`;
        }
        case "usage_excused": {
          const amount = nanosToDecimal(override.nanos);
          return t`Usage of ${amount} is not counted`;
        }
      }
    },
    [t],
  );
}

/** What was decided otherwise than the rules, each line with its reason. */
export function OverrideWords(props: { readonly overrides: Case["overrides"] }) {
  const words = useOverrideWords();
  if (props.overrides.length === 0) return null;
  return (
    <div>
      <p className="mb-1 font-medium">
        <Trans>Overridden by the reviewer</Trans>
      </p>
      <ul className="flex flex-col gap-1">
        {props.overrides.map(({ override, reason }) => (
          <li key={JSON.stringify(override)}>
            {words(override)} <span className="text-muted wrap-anywhere">· {reason}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
