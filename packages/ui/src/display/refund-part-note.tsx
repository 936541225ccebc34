import { Trans } from "@lingui/react/macro";
import type { Money } from "@tenure/core/money";
import { Amount } from "./amount.tsx";

/**
 * Says beside a refund's tag that it was an amount of its own and the order stands: given out of goodwill, or returned at the
 * payment provider itself. Nothing for a refund by the rules, which is the whole order's.
 */
export function RefundPartNote(props: { readonly kind: string; readonly amount: Money }) {
  if (props.kind !== "goodwill" && props.kind !== "outside") return null;
  return (
    <span className="text-sm whitespace-nowrap text-muted">
      {props.kind === "goodwill" ? (
        <Trans>
          goodwill <Amount value={props.amount} />
        </Trans>
      ) : (
        <Trans>
          at the provider <Amount value={props.amount} />
        </Trans>
      )}
    </span>
  );
}
