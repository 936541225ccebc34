import { Trans, useLingui } from "@lingui/react/macro";
import type { Outputs } from "@tenure/api/trpc";
import { Callout, Instant, OutsideWords } from "@tenure/ui";

type Ordered = Extract<Outputs["subscriptions"]["change"], { applies: "now" }>;

/** The saved card was not charged: why, in the provider's own words (T6.2), and the way out, which is the payment page. */
export function ChangeDeclined(props: { readonly ordered: Ordered }) {
  const { problem, checkoutUrl, expiresAt, number } = props.ordered;
  const { t } = useLingui();
  const asked = problem?.authenticate === true;
  return (
    <Callout
      tone={asked ? "warning" : "refused"}
      live
      title={asked ? t`Your bank asks you to confirm this payment` : t`The card was not charged`}
    >
      <p>
        {asked ? (
          <Trans>Nothing was charged, and your plan is as it was. Confirm it on the payment page.</Trans>
        ) : (
          <Trans>
            Your plan is as it was. What the card's bank said:{" "}
            <OutsideWords message={problem?.message ?? null} code={problem?.code ?? null} />
          </Trans>
        )}
      </p>
      <p>
        {checkoutUrl === null ? (
          <Trans>Close this and look at the change again to retry.</Trans>
        ) : (
          <Trans>
            Order {number} can be paid there until <Instant at={expiresAt} />, with any card.
          </Trans>
        )}
      </p>
    </Callout>
  );
}
