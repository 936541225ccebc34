import { Trans } from "@lingui/react/macro";
import { Countdown, useNow } from "@tenure/ui";

/** How long the old contacts still have before the platform may agree (C3.10). */
export function EarliestAgreement(props: { readonly at: string | null }) {
  const nowMs = useNow(1000);
  if (props.at === null) return <Trans>contacts not told yet</Trans>;
  return Date.parse(props.at) <= nowMs ? <Trans>from now on</Trans> : <Countdown until={props.at} />;
}
