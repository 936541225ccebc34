import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { buttonClass, Callout, ClauseReference, Instant } from "@tenure/ui";
import type { ReactNode } from "react";
import type { Change } from "./types.ts";

/** How a change ended, why, and what can be done now; nothing while it is open. */
export function ChangeEnded(props: { readonly change: Change }) {
  const { change } = props;
  const { t } = useLingui();
  const told = (() => {
    switch (change.state) {
      case "draft":
        return (
          <Callout tone="info" title={t`Not submitted yet`}>
            <Trans>An owner of the account goes on with it.</Trans>
          </Callout>
        );
      case "open":
        return null;
      case "effective":
        return (
          <Callout tone="done" title={t`The account passed to its new holder`}>
            <Since at={change.effectiveAt} />
            <p>
              <Trans>
                What was done before that moment stays with the previous holder; what is done since, with the
                new one. A completed change is not undone on request. <ClauseReference id="C4.6" />{" "}
                <ClauseReference id="C4.4" />
              </Trans>
            </p>
            {change.keysEndAt !== null && (
              <p>
                <Trans>
                  Earlier API keys work until <Instant at={change.keysEndAt} />.
                </Trans>
              </p>
            )}
          </Callout>
        );
      case "withdrawn":
        return (
          <Again tone="info" title={t`The application was withdrawn`}>
            <Since at={change.endedAt} />
            <p>
              <Trans>The account stays with its holder; what stood still is free again.</Trans>
            </p>
          </Again>
        );
      case "rejected":
        return (
          <Again tone="refused" title={t`We did not agree to the change`}>
            <Since at={change.endedAt} />
            <Reason of={change} />
            <p>
              <ClauseReference id="C5.3" />
            </p>
          </Again>
        );
      case "terminated":
        return (
          <Callout tone="refused" title={t`We ended the procedure`}>
            <Since at={change.endedAt} />
            <Reason of={change} />
            <p>
              <ClauseReference id="C3.8" />
            </p>
          </Callout>
        );
      case "expired":
        return (
          <Again tone="info" title={t`The application ran out of time`}>
            <Since at={change.endedAt} />
            <p>
              <Trans>The three conditions did not come together in time. Nothing passed.</Trans>
            </p>
          </Again>
        );
      case "revoked":
        return (
          <Callout tone="refused" title={t`The change was revoked`}>
            <Since at={change.endedAt} />
            <Reason of={change} />
            <p>
              <Trans>
                The account is back with the subject that held it before; what was done in between stays with
                whoever held it then. <ClauseReference id="C5.5" />
              </Trans>
            </p>
          </Callout>
        );
    }
  })();
  return told === null ? null : <div className="mb-7 max-w-2xl">{told}</div>;
}

function Again(props: {
  readonly tone: "info" | "refused";
  readonly title: string;
  readonly children: ReactNode;
}) {
  return (
    <Callout
      tone={props.tone}
      title={props.title}
      action={
        <Link to="/ownership" hash="change" className={buttonClass("secondary", "sm")}>
          <Trans>To a new application</Trans>
        </Link>
      }
    >
      {props.children}
    </Callout>
  );
}

function Since(props: { readonly at: string | null }) {
  return props.at === null ? null : (
    <p>
      <Instant at={props.at} precision="second" />
    </p>
  );
}

function Reason(props: { readonly of: Change }) {
  const { endReason } = props.of;
  return endReason === null ? null : <p className="whitespace-pre-line wrap-anywhere">{endReason}</p>;
}
