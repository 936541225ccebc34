import { Trans, useLingui } from "@lingui/react/macro";
import { REFUSAL_TEXTS, refusalCodeSchema } from "@tenure/core/text";
import { Callout, useLocale } from "@tenure/ui";
import type { Refund } from "./types.ts";

/** Why a refund did not happen: the provider's own words (T6.2), or the refusal that called it off. */
export function RefundFailure(props: { readonly refund: Refund }) {
  const { failure, status } = props.refund;
  const { t } = useLingui();
  const locale = useLocale();
  if (failure === null) return null;
  const refusal = refusalCodeSchema.safeParse(failure.code).data;
  if (status === "canceled")
    return (
      <div className="mb-7">
        <Callout tone="info" title={t`Called off before the provider was asked`}>
          {/* No values travel with it; a text that needs some is better told by its code. */}
          {refusal !== undefined && !REFUSAL_TEXTS[refusal].reason[locale].includes("{") ? (
            REFUSAL_TEXTS[refusal].reason[locale]
          ) : (
            <code className="font-mono text-sm">{failure.code}</code>
          )}
        </Callout>
      </div>
    );
  return (
    <div className="mb-7">
      <Callout tone="refused" title={t`The provider did not pay it out`}>
        <Trans>In its own words:</Trans>{" "}
        {failure.message !== null && failure.message !== failure.code && `${failure.message} `}
        <code className="font-mono text-sm">{failure.code}</code>
      </Callout>
    </div>
  );
}
