import { Trans } from "@lingui/react/macro";
import { buttonClass, Callout } from "@tenure/ui";
import type { RunningSubscription } from "./types.ts";

/** Who bills this plan (T1.3): cancelling, refunds and payment are theirs, so each is a link there. */
export function DistributorLinks(props: {
  readonly distributor: NonNullable<RunningSubscription["distributor"]>;
}) {
  const { title, cancelLink, refundLink, billingLink } = props.distributor;
  const links = [
    { href: cancelLink, words: <Trans>Cancel at {title}</Trans> },
    { href: refundLink, words: <Trans>Refunds at {title}</Trans> },
    { href: billingLink, words: <Trans>Payment at {title}</Trans> },
  ].filter(({ href }) => href !== "");
  return (
    <div className="flex flex-col items-start gap-3">
      <Callout tone="info">
        <Trans>
          You bought this plan at {title}. It is billed there, and their rules for cancelling, refunds and
          payment hold. We charge nothing for it.
        </Trans>
      </Callout>
      <div className="flex flex-wrap gap-3">
        {links.map(({ href, words }) => (
          <a key={href} href={href} target="_blank" rel="noreferrer" className={buttonClass("secondary")}>
            {words}
          </a>
        ))}
      </div>
    </div>
  );
}
