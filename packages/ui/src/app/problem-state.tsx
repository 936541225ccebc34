import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { CopyText } from "../actions/copy-text.tsx";
import { Callout } from "../feedback/callout.tsx";
import { ErrorState } from "../feedback/error-state.tsx";
import { problemOf } from "./api-problem.ts";
import { useProblemWords } from "./use-problem-words.ts";

/** A failed read, in the place of what could not be shown. `thing` names it: "Your keys could not be loaded". */
export function ProblemState(props: {
  readonly thing: ReactNode;
  readonly error: unknown;
  readonly onRetry?: () => void;
  readonly retrying?: boolean;
}) {
  const problem = problemOf(props.error);
  const words = useProblemWords()(problem);
  return (
    <ErrorState
      thing={props.thing}
      reason={words.reason}
      wayOut={words.wayOut}
      requestId={problem.requestId}
      onRetry={props.onRetry}
      retrying={props.retrying ?? false}
    />
  );
}

/** A refused or failed action, beside the button that was pressed. Renders nothing without an error. */
export function ProblemCallout(props: { readonly error: unknown }) {
  const { t } = useLingui();
  const wordsFor = useProblemWords();
  if (props.error === null || props.error === undefined) return null;
  const problem = problemOf(props.error);
  const words = wordsFor(problem);
  return (
    <Callout tone="refused" live title={words.reason}>
      {words.wayOut}
      {problem.clause !== undefined && <span className="figures text-muted"> {problem.clause}</span>}
      {problem.requestId !== undefined && (
        <span className="mt-1 block text-muted">
          <CopyText text={problem.requestId} label={t`request id`} />
        </span>
      )}
    </Callout>
  );
}
