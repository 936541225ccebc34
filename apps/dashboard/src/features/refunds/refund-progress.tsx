import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { isRefusalCode } from "./refusal-code.ts";
import { Amount, Callout, Countdown, Instant, Stepper, useRefusalWords } from "@tenure/ui";
import type { ReactNode } from "react";
import { openHoldCount } from "./open-hold-count.ts";
import type { Refund } from "./types.ts";

/** Where a refund stands, in steps and in a sentence (R4.3). */
export function RefundProgress(props: { readonly refund: Refund }) {
  const { refund } = props;
  const { t } = useLingui();
  const underWay = refund.status === "refunding" || refund.status === "refunded";
  return (
    <div className="flex flex-col gap-4">
      {underWay && (
        <Stepper
          label={t`Steps of the refund`}
          current={refund.state === "draining" ? 1 : refund.status === "refunding" ? 2 : 4}
          steps={[
            { key: "submitted", label: t`Submitted` },
            { key: "draining", label: t`Amount fixed` },
            { key: "provider", label: t`Provider` },
            { key: "refunded", label: t`Refunded` },
          ]}
        />
      )}
      <Standing refund={refund} />
    </div>
  );
}

function Standing(props: { readonly refund: Refund }): ReactNode {
  const { refund } = props;
  const { t } = useLingui();
  const { min, max } = refund.arrivalBusinessDays;
  const amount = refund.final ?? refund.expected;
  switch (refund.state) {
    case "draining":
      return <Draining refund={refund} />;
    case "ready":
    case "calling":
      return (
        <Callout tone="info" live title={t`Refunding`}>
          <Trans>
            The amount is fixed: <Amount value={amount} />. The payment provider is being asked to return it.
          </Trans>
        </Callout>
      );
    case "pending":
      return (
        <Callout tone="info" live title={t`Refunding`}>
          <Trans>
            The payment provider is returning <Amount value={amount} />. It arrives within {min}–{max}{" "}
            business days.
          </Trans>
        </Callout>
      );
    case "unknown":
      return (
        <Callout tone="warning" live title={t`Refunding`}>
          <Trans>
            The payment provider has not answered yet. We keep asking; whatever happens, it is returned only
            once.
          </Trans>
        </Callout>
      );
    case "refunded":
      return (
        <Callout tone="done" live title={t`Refunded`}>
          <Trans>
            <Amount value={amount} /> was returned. Your bank may need {min}–{max} business days to show it.
          </Trans>
        </Callout>
      );
    case "failed":
      return <Failed refund={refund} />;
    case "canceled":
      return <Canceled refund={refund} />;
  }
}

function Draining(props: { readonly refund: Refund }) {
  const { refund } = props;
  const { t } = useLingui();
  const requests = openHoldCount(refund.decision);
  return (
    <Callout tone="info" live title={t`Refunding`}>
      {requests === 0 ? (
        <Trans>The amount is being fixed.</Trans>
      ) : (
        <>
          <p>
            <Plural
              value={requests}
              one="Waiting for # request that was running when you submitted."
              other="Waiting for # requests that were running when you submitted."
            />
          </p>
          <p>
            <Trans>
              At the latest at <Instant at={refund.drainUntil} precision="second" /> (
              <Countdown until={refund.drainUntil} /> left) the amount is fixed.
            </Trans>
          </p>
          <p>
            <Trans>
              At least <Amount value={refund.floor} />, expected <Amount value={refund.expected} />.
            </Trans>
          </p>
        </>
      )}
    </Callout>
  );
}

function Failed(props: { readonly refund: Refund }) {
  const { refund } = props;
  const { t } = useLingui();
  const code = refund.failure?.code;
  const message = refund.failure?.message;
  return (
    <Callout tone="refused" live title={t`The refund did not reach you`}>
      <p>
        {refund.kind === "surplus" ? (
          <Trans>Contact support and name {refund.number}. The second payment is still yours.</Trans>
        ) : refund.kind === "goodwill" || refund.kind === "outside" ? (
          <Trans>Contact support and name {refund.number}. The amount is still owed to you.</Trans>
        ) : (
          <Trans>
            Contact support and name {refund.number}. What the refund took away was given back to you.
          </Trans>
        )}
      </p>
      {code !== undefined && (
        <p className="mt-1 text-sm text-muted">
          <Trans>The payment provider says:</Trans> {message ?? code}{" "}
          {message != null && message !== code && <code>({code})</code>}
        </p>
      )}
    </Callout>
  );
}

function Canceled(props: { readonly refund: Refund }) {
  const { refund } = props;
  const { t } = useLingui();
  const wordsFor = useRefusalWords(refund.currency);
  const code = refund.failure?.code;
  return (
    <Callout tone="info" live title={t`The refund was canceled`}>
      {isRefusalCode(code) ? (
        wordsFor({ code, params: {} }).help
      ) : (
        <Trans>What you bought goes on as before.</Trans>
      )}
    </Callout>
  );
}
