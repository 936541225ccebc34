import { Trans } from "@lingui/react/macro";
import type { Money } from "@tenure/core/money";
import { subscriptionRefund } from "@tenure/core/refunds";
import { Amount } from "@tenure/ui";
import type { RefundPreview } from "./types.ts";

/** To which payment method the money goes, and when it arrives: the same words in the preview and when it is confirmed. */
export function WhereItGoes(props: { readonly preview: RefundPreview; readonly expected: Money }) {
  const { preview, expected } = props;
  const { method } = preview;
  const { min, max } = preview.arrivalBusinessDays;
  return method === null ? (
    <Trans>
      <Amount value={expected} /> goes back to your payment method within {min}–{max} business days.
    </Trans>
  ) : (
    <Trans>
      <Amount value={expected} /> goes back to {method} within {min}–{max} business days.
    </Trans>
  );
}

/** What the refund of a plan ends, and what it leaves. `effects` are those of the preview's decision. */
export function PlanEnds(props: { readonly effects: unknown }) {
  const read = subscriptionRefund.effects.safeParse(props.effects);
  return read.data?.planAfter === "earlier_term" ? (
    <Trans>Included usage closes at once, and the plan you had before goes on.</Trans>
  ) : (
    <Trans>Included usage closes at once, and your plan becomes Free.</Trans>
  );
}
