import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { VIOLATION_GROUND_TEXTS, type ViolationGround } from "@tenure/core/text";
import { Callout, Instant, useLocale } from "@tenure/ui";

type Ended = "suspended" | "terminated" | "closed";

interface Standing {
  readonly since: string | null;
  readonly ground: ViolationGround | null;
  readonly reason: string | null;
}

/** Why an account is not served, what still works, and how to answer (T4.2). */
export function StandingCallout(props: { readonly state: Ended; readonly standing: Standing }) {
  const { state, standing: data } = props;
  const { t } = useLingui();
  const language = useLocale();
  const titles = {
    suspended: t`This account is suspended`,
    terminated: t`This account was terminated`,
    closed: t`This account is closed`,
  };
  return (
    <div className="mb-6 max-w-3xl">
      <Callout tone={state === "closed" ? "info" : "warning"} title={titles[state]}>
        <div className="flex flex-col gap-1.5">
          {data.since !== null && (
            <p className="text-sm text-muted">
              <Trans>
                Since <Instant at={data.since} />
              </Trans>
            </p>
          )}
          {data.ground !== null && (
            <p className="wrap-anywhere whitespace-pre-line">
              <span className="font-medium">{VIOLATION_GROUND_TEXTS[data.ground][language]}</span>
              {data.reason !== null && <> · {data.reason}</>}
            </p>
          )}
          <p>
            <WhatWorks state={state} />
          </p>
          {state !== "closed" && (
            <p>
              <Trans>
                To answer, reply to the e-mail we sent you (it is among your{" "}
                <Link to="/notices" className="text-link">
                  notices
                </Link>
                ) and say what happened; a person reads it.
              </Trans>
            </p>
          )}
        </div>
      </Callout>
    </div>
  );
}

function WhatWorks(props: { readonly state: Ended }) {
  switch (props.state) {
    case "suspended":
      return (
        <Trans>
          New requests, purchases and renewals pause; your credits stay as they are. A refund asked for in
          time is still decided. You can still cancel your plan, ask for refunds and download your data.
        </Trans>
      );
    case "terminated":
      return (
        <Trans>
          Nothing is served or charged any more, fees paid are not refunded. A refund asked for in time is
          still decided. You can still read everything and download your data.
        </Trans>
      );
    case "closed":
      return (
        <Trans>
          Nothing is served or charged any more. You can still read everything and download your data.
        </Trans>
      );
  }
}
