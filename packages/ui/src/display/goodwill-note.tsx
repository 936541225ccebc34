import { Trans } from "@lingui/react/macro";
import type { Money } from "@tenure/core/money";
import { Amount } from "./amount.tsx";

/** Says beside a refund's tag that it was a part, given out of goodwill: the order itself stands. */
export function GoodwillNote(props: { readonly amount: Money }) {
  return (
    <span className="text-sm whitespace-nowrap text-muted">
      <Trans>
        goodwill <Amount value={props.amount} />
      </Trans>
    </span>
  );
}
