import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { decisionSchema } from "@tenure/core/decision";
import { DecisionSheet, ReceiptActions, Skeleton, useDecisionTitle } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { type ReactNode, useMemo } from "react";
import { trpc } from "../trpc.ts";
import { useAccount } from "./current-account.tsx";

/** A stored decision of the account with its signed receipt: the sheet the customer sees. */
export function StoredDecision(props: {
  readonly decisionId: string;
  /** The thing it is about, where it is not the number that is kept with the decision. */
  readonly subject?: ReactNode;
}) {
  const { decisionId } = props;
  const { t } = useLingui();
  const titleOf = useDecisionTitle();
  const { id: accountId } = useAccount();
  const stored = useQuery(trpc.decisions.get.queryOptions({ accountId, decisionId }));
  const decision = useMemo(
    () => (stored.data === undefined ? null : decisionSchema.parse(stored.data.decision)),
    [stored.data],
  );
  if (stored.isPending) return <Skeleton lines={7} />;
  if (decision === null || stored.data === undefined)
    return (
      <ProblemState
        thing={t`The decision could not be loaded`}
        error={stored.error}
        onRetry={() => void stored.refetch()}
        retrying={stored.isFetching}
      />
    );
  const subject = props.subject ?? stored.data.subject;
  return (
    <DecisionSheet
      title={titleOf(decision.kind)}
      {...(subject === null ? {} : { subject })}
      decision={decision}
      stage="final"
      receipt={
        <ReceiptActions receipt={stored.data.receipt} fileName={`decision-${decisionId}.receipt.json`} />
      }
    />
  );
}
