import { Trans } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { CopyText } from "@tenure/ui";
import { useLingui } from "@lingui/react/macro";
import { useAccount } from "../../account/current-account.tsx";
import { StoredDecision } from "../../account/stored-decision.tsx";
import { ReplayCheck } from "./replay-check.tsx";

/** One decision with its receipt: verified in this browser, replayed on the server. */
export function DecisionPage(props: { readonly decisionId: string }) {
  const { decisionId } = props;
  const { t } = useLingui();
  const { id: accountId } = useAccount();
  return (
    <>
      <p className="mb-4 flex flex-wrap items-center justify-between gap-x-6 gap-y-1 text-sm">
        <Link to="/accounts/$accountId/decisions" params={{ accountId }} className="text-link">
          <Trans>All decisions</Trans>
        </Link>
        <CopyText text={decisionId} label={t`decision id`} className="text-muted" />
      </p>
      <StoredDecision decisionId={decisionId} />
      <ReplayCheck decisionId={decisionId} />
    </>
  );
}
