import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { decisionSchema } from "@tenure/core/decision";
import { DecisionSheet, ReceiptActions, Skeleton, useDecisionTitle } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useMemo } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import type { Refund } from "./types.ts";

/** The stored decision behind a refund with its signed receipt; nothing for one that was never decided. */
export function RefundRecord(props: { readonly refund: Refund }) {
  const { refund } = props;
  const decisionId = refund.settleDecisionId ?? refund.submitDecisionId;
  if (decisionId === null) return null;
  return <StoredDecision refund={refund} decisionId={decisionId} />;
}

function StoredDecision(props: { readonly refund: Refund; readonly decisionId: string }) {
  const { refund, decisionId } = props;
  const { t } = useLingui();
  const titleOf = useDecisionTitle();
  const { account } = useCurrentAccount();
  const stored = useQuery(trpc.decisions.get.queryOptions({ accountId: account.id, decisionId }));
  const decision = useMemo(
    () => (stored.data === undefined ? null : decisionSchema.parse(stored.data.decision)),
    [stored.data],
  );
  const settledLater =
    refund.submitDecisionId !== null &&
    refund.settleDecisionId !== null &&
    refund.submitDecisionId !== refund.settleDecisionId;
  if (stored.isPending) return <Skeleton lines={6} />;
  if (decision === null || stored.data === undefined)
    return (
      <ProblemState
        thing={t`The decision could not be loaded`}
        error={stored.error}
        onRetry={() => void stored.refetch()}
        retrying={stored.isFetching}
      />
    );
  return (
    <div className="flex flex-col gap-3">
      <DecisionSheet
        title={titleOf(decision.kind)}
        subject={refund.number}
        decision={decision}
        stage="final"
        receipt={<ReceiptActions receipt={stored.data.receipt} fileName={`${refund.number}.receipt.json`} />}
      />
      {settledLater && refund.submitDecisionId !== null && (
        <p className="text-sm">
          <Link
            to="/decisions/$decisionId"
            params={{ decisionId: refund.submitDecisionId }}
            className="text-link"
          >
            <Trans>The decision when you submitted</Trans>
          </Link>
        </p>
      )}
    </div>
  );
}
