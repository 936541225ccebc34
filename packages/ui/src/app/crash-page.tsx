import { Trans, useLingui } from "@lingui/react/macro";
import { PageHeader } from "../layout/page-header.tsx";
import { ProblemState } from "./problem-state.tsx";

/** What a route shows when it could not be loaded or drawn. Give it to the router as `defaultErrorComponent`. */
export function CrashPage(props: { readonly error: unknown; readonly onRetry: () => void }) {
  const { t } = useLingui();
  return (
    <div className="mx-auto max-w-2xl px-4 py-10">
      <PageHeader title={t`This page could not be shown`} />
      <ProblemState
        thing={<Trans>The page stopped while loading or drawing</Trans>}
        error={props.error}
        onRetry={props.onRetry}
      />
    </div>
  );
}
