import { Trans } from "@lingui/react/macro";
import { Instant } from "@tenure/ui";
import type { ReactNode } from "react";
import type { PolicyVersion } from "./types.ts";

/** Who did what about a version, in order, with the reasons. */
export function VersionHistory(props: { readonly of: PolicyVersion }) {
  const { state, proposed, decided, calledOff } = props.of;
  if (proposed === null)
    return (
      <p className="text-muted">
        <Trans>It came with the product; nobody proposed it.</Trans>
      </p>
    );
  return (
    <ol className="flex flex-col gap-2">
      <Step step={proposed} what={<Trans>Proposed</Trans>} />
      {decided !== null && (
        <Step
          step={decided}
          what={
            state === "declined" ? (
              <Trans>Declined</Trans>
            ) : state === "withdrawn" ? (
              <Trans>Proposal withdrawn</Trans>
            ) : (
              <Trans>Approved</Trans>
            )
          }
        />
      )}
      {calledOff !== null && <Step step={calledOff} what={<Trans>Called off</Trans>} />}
    </ol>
  );
}

function Step(props: { readonly step: NonNullable<PolicyVersion["proposed"]>; readonly what: ReactNode }) {
  const { at, by, reason } = props.step;
  return (
    <li className="flex flex-col">
      <span>
        <span className="font-medium">{props.what}</span>
        {" · "}
        {by?.name ?? "–"}
        {" · "}
        <span className="text-muted">
          <Instant at={at} />
        </span>
      </span>
      {reason !== null && <span className="max-w-prose text-muted">{reason}</span>}
    </li>
  );
}
