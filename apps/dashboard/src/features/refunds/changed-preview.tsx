import { Trans, useLingui } from "@lingui/react/macro";
import type { Decision } from "@tenure/core/decision";
import { fill, REFUSAL_TEXTS } from "@tenure/core/text";
import { Callout, Money, useLocale, useUiSettings } from "@tenure/ui";
import { changesBetween } from "./preview-changes.ts";

/** Says that the confirmed preview no longer holds, and in what the new one differs (R4.5). */
export function ChangedPreview(props: { readonly before: Decision; readonly after: Decision }) {
  const { before, after } = props;
  const { t } = useLingui();
  const language = useLocale();
  const { timeZone: zone } = useUiSettings();
  const context = { language, zone, currency: after.currency };
  const changes = changesBetween(before, after);
  const nothingVisible =
    changes.lines.length === 0 && changes.refusals.length === 0 && changes.policyVersion === null;
  return (
    <Callout
      tone="warning"
      live
      title={t`The conditions changed since you confirmed. Nothing was submitted.`}
    >
      <p>
        <Trans>This is the new preview; look at it and confirm again.</Trans>
      </p>
      {nothingVisible && (
        <p>
          <Trans>
            Another refund of this order began or ended in the meantime; the amounts are the same.
          </Trans>
        </p>
      )}
      <ul className="mt-1.5 flex list-disc empty:hidden flex-col gap-0.5 pl-4">
        {changes.lines.map((line) => (
          <li key={line.key}>
            {fill(line.label, line.params, context)}
            {": "}
            {line.beforeNanos === null ? "—" : <Money nanos={line.beforeNanos} currency={after.currency} />}
            {" → "}
            {line.afterNanos === null ? "—" : <Money nanos={line.afterNanos} currency={after.currency} />}
          </li>
        ))}
        {after.refusals
          .filter(({ code }) => changes.refusals.includes(code))
          .map((refusal) => (
            <li key={refusal.code}>{fill(REFUSAL_TEXTS[refusal.code].reason, refusal.params, context)}</li>
          ))}
        {changes.policyVersion !== null && (
          <li>
            <Trans>Decided by policy {changes.policyVersion} now.</Trans>
          </li>
        )}
      </ul>
    </Callout>
  );
}
