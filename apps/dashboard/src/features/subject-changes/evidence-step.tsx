import { Trans } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { buttonClass, Callout, ClauseReference } from "@tenure/ui";
import { EvidenceRows } from "./evidence-rows.tsx";
import { StepActions } from "./step-actions.tsx";
import type { Change } from "./types.ts";

/** The evidence that the ground asks for. Each file is kept as soon as it has arrived. */
export function EvidenceStep(props: { readonly change: Change }) {
  const { change } = props;
  return (
    <div className="flex flex-col gap-5">
      <p className="max-w-2xl text-muted">
        <Trans>
          One file for each line, as PDF, PNG or JPEG of at most 10 MB; 30 files in all. Each is kept as soon
          as it has arrived. <ClauseReference id="C3.1" />
        </Trans>
      </p>
      <EvidenceRows change={change} />
      <div className="max-w-2xl">
        <Callout tone="info">
          <Trans>
            Files are sealed under a key of the holder's own before they are stored. Only reviewers open them,
            each time is written down, and the new holder never sees them.
          </Trans>
        </Callout>
      </div>
      <StepActions back={{ changeId: change.id, step: "subject" }}>
        <Link
          to="/ownership/change/$changeId"
          params={{ changeId: change.id }}
          search={{ step: "agreement" }}
          className={buttonClass("primary")}
        >
          <Trans>Go on</Trans>
        </Link>
        <Link to="/ownership" className={buttonClass("secondary")}>
          <Trans>Go on later</Trans>
        </Link>
      </StepActions>
    </div>
  );
}
