import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import type { Decision } from "@tenure/core/decision";
import type { RefusalCode } from "@tenure/core/text";
import { ConsequenceSheet, RefusalList, Section, Skeleton, useLocale, useUiSettings } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import type { ReactNode } from "react";
import { isFilledIn } from "./name-of-new-subject.ts";
import { StepActions } from "./step-actions.tsx";
import type { StepKey } from "./step-keys.ts";
import { stepThatFixes } from "./steps.ts";
import { SubmitChange } from "./submit-change.tsx";
import type { Change } from "./types.ts";

/** One page of what will happen, what still stands against it, and the commitments with which it is submitted. */
export function ReviewStep(props: {
  readonly change: Change;
  readonly preview: {
    readonly isPending: boolean;
    readonly isFetching: boolean;
    readonly error: unknown;
    readonly refetch: () => Promise<unknown>;
  };
  readonly decision: Decision | null;
}) {
  const { change, preview, decision } = props;
  const { t } = useLingui();
  if (decision === null)
    return preview.isPending ? (
      <Skeleton lines={12} />
    ) : (
      <ProblemState
        thing={t`What will happen could not be worked out`}
        error={preview.error}
        onRetry={() => void preview.refetch()}
        retrying={preview.isFetching}
      />
    );
  // They are given below, with what is submitted.
  const refusals = decision.refusals.filter(({ code }) => code !== "change_commitments_not_given");
  const filledIn = change.form !== null && isFilledIn(change.form);
  return (
    <>
      {(refusals.length > 0 || !filledIn) && (
        <Section title={t`Before it can be submitted`}>
          {!filledIn && (
            <p>
              <Trans>The form is not filled in.</Trans>{" "}
              <ToStep changeId={change.id} step="subject">
                <Trans>Fill it in</Trans>
              </ToStep>
            </p>
          )}
          {refusals.length > 0 && <Refusals decision={{ ...decision, refusals }} changeId={change.id} />}
        </Section>
      )}
      <Section
        title={t`What will happen`}
        description={
          <Trans>
            The new holder reads the same page before accepting. Amounts are as they are now; at the moment of
            effect they are read again.
          </Trans>
        }
      >
        <ConsequenceSheet decision={decision} />
      </Section>
      {refusals.length === 0 && filledIn ? (
        <SubmitChange change={change} />
      ) : (
        <StepActions back={{ changeId: change.id, step: "proof" }}>{null}</StepActions>
      )}
    </>
  );
}

function Refusals(props: { readonly decision: Decision; readonly changeId: string }) {
  const { decision, changeId } = props;
  const language = useLocale();
  const { timeZone } = useUiSettings();
  const renderAction = (code: RefusalCode): ReactNode => {
    const step = stepThatFixes(code);
    if (step !== undefined)
      return (
        <ToStep changeId={changeId} step={step}>
          <Trans>Go to that step</Trans>
        </ToStep>
      );
    return code === "change_holder_unverified" ||
      code === "change_under_way" ||
      code === "change_representative_unverified" ? (
      <Link to="/ownership" className="text-link">
        <Trans>Go to Account ownership</Trans>
      </Link>
    ) : null;
  };
  return (
    <div className="max-w-2xl">
      <RefusalList
        decision={decision}
        context={{ language, zone: timeZone, currency: decision.currency }}
        renderAction={renderAction}
      />
    </div>
  );
}

function ToStep(props: { readonly changeId: string; readonly step: StepKey; readonly children: ReactNode }) {
  return (
    <Link
      to="/ownership/change/$changeId"
      params={{ changeId: props.changeId }}
      search={{ step: props.step }}
      className="text-link"
    >
      {props.children}
    </Link>
  );
}
