import { Trans, useLingui } from "@lingui/react/macro";
import { Callout, ClauseReference } from "@tenure/ui";
import type { Incoming } from "./types.ts";

/** What is still missing, said to the new side: what it has to do itself, or for whom it waits. */
export function IncomingStanding(props: { readonly incoming: Incoming }) {
  const { t } = useLingui();
  const said = (() => {
    switch (props.incoming.invitation.state) {
      case "invited":
        return (
          <Callout tone="info" title={t`Two things are yours to do`}>
            <Trans>
              Prove who you are, and accept the agreement, in any order. The change takes effect at once when
              the original holder, we and you have each done our part. <ClauseReference id="C1.2" />
            </Trans>
          </Callout>
        );
      case "accepted":
        return (
          <Callout tone="warning" title={t`You accepted; prove who you are`}>
            <Trans>Until that is done you may still decline.</Trans>
          </Callout>
        );
      case "verified":
        return (
          <Callout tone="warning" title={t`You proved who you are; the agreement is left`}>
            <Trans>Read what will happen, then accept or decline.</Trans>
          </Callout>
        );
      case "complete":
        return (
          <Callout tone="info" title={t`Your part is done`}>
            <Trans>
              The change takes effect by itself once our review has agreed and nothing holds it back. You are
              told by mail, and this page shows it. Neither side can withdraw any more.{" "}
              <ClauseReference id="C3.6" />
            </Trans>
          </Callout>
        );
      case "declined":
        return (
          <Callout tone="info" title={t`You declined`}>
            <Trans>Nothing passes to you. Whoever applied may invite you anew.</Trans>
          </Callout>
        );
      case "lapsed":
        return (
          <Callout tone="warning" title={t`The invitation has ended`}>
            <Trans>Ask whoever applied to invite you anew.</Trans>
          </Callout>
        );
    }
  })();
  return <div className="mb-7 max-w-2xl">{said}</div>;
}
