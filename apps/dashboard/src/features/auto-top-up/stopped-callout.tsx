import { Trans, useLingui } from "@lingui/react/macro";
import { Callout } from "@tenure/ui";
import type { AutoTopUp } from "./types.ts";

/** Why it stopped, in the words of whoever said no (T6.2), and the way out. */
export function StoppedCallout(props: { readonly stopped: NonNullable<AutoTopUp["stopped"]> }) {
  const { code, message } = props.stopped;
  const { t } = useLingui();
  if (code === "no_card" || code === "consent_outdated")
    return (
      <Callout tone="refused" title={t`Stopped: the charge is no longer what was agreed to`}>
        <Trans>
          Its tax changed, or its card was removed. Nothing was charged. Review the amounts and agree again to
          go on.
        </Trans>
      </Callout>
    );
  return (
    <Callout tone="refused" title={t`Stopped: the card could not be charged`}>
      <p>
        {message === null ? (
          <Trans>The payment provider says: {code}</Trans>
        ) : (
          <Trans>
            The payment provider says: {message} ({code})
          </Trans>
        )}
      </p>
      <p>
        <Trans>
          It will not try again by itself. Check the card, or buy credits with another one, which is saved
          then; after that switch it on again.
        </Trans>
      </p>
    </Callout>
  );
}
