import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { RefundStatusTag, Section, Skeleton } from "@tenure/ui";
import { ProblemState, unlessLive } from "@tenure/ui/app";
import { useAccount } from "../../account/current-account.tsx";
import { StoredDecision } from "../../account/stored-decision.tsx";
import { trpc } from "../../trpc.ts";
import { RefundCourse } from "./refund-course.tsx";
import { RefundFailure } from "./refund-failure.tsx";
import { RefundLegs } from "./refund-legs.tsx";
import type { Refund } from "./types.ts";

/** One refund: where it stands, its legs at the provider, its course, and the decision behind it. */
export function RefundPage(props: { readonly refundId: string }) {
  const { refundId } = props;
  const { t } = useLingui();
  const { id: accountId } = useAccount();
  const refund = useQuery({
    ...trpc.refunds.get.queryOptions({ accountId, refundId }),
    refetchInterval: (query) => query.state.data?.status === "refunding" && unlessLive(5000),
  });
  if (refund.isPending) return <Skeleton lines={8} />;
  if (refund.data === undefined)
    return (
      <ProblemState
        thing={t`The refund could not be loaded`}
        error={refund.error}
        onRetry={() => void refund.refetch()}
        retrying={refund.isFetching}
      />
    );
  return <RefundRecord refund={refund.data} />;
}

function RefundRecord(props: { readonly refund: Refund }) {
  const { refund } = props;
  const { t } = useLingui();
  const { id: accountId } = useAccount();
  const decisionId = refund.settleDecisionId ?? refund.submitDecisionId;
  const submittedApart = refund.settleDecisionId !== null && refund.submitDecisionId !== null;
  return (
    <>
      <p className="mb-2 text-sm">
        <Link to="/accounts/$accountId/orders" params={{ accountId }} className="text-link">
          <Trans>Orders & refunds</Trans>
        </Link>
      </p>
      <div className="mb-5 flex flex-wrap items-center gap-x-3 gap-y-2">
        <h2 className="figures text-lg font-semibold">{refund.number}</h2>
        <RefundStatusTag status={refund.status} arrivalBusinessDays={refund.arrivalBusinessDays} />
        <span className="text-muted">
          <Trans>
            of order <span className="figures">{refund.orderNumber}</span>
          </Trans>
        </span>
      </div>
      <RefundFailure refund={refund} />
      <Section title={t`At the payment provider`}>
        <RefundLegs refund={refund} />
      </Section>
      <Section title={t`Course`}>
        <RefundCourse refund={refund} />
      </Section>
      {decisionId !== null && (
        <Section title={t`Decision`}>
          <StoredDecision decisionId={decisionId} subject={refund.number} />
          {submittedApart && refund.submitDecisionId !== null && (
            <p>
              <Link
                to="/accounts/$accountId/decisions/$decisionId"
                params={{ accountId, decisionId: refund.submitDecisionId }}
                className="text-link"
              >
                <Trans>The decision at submit</Trans>
              </Link>
            </p>
          )}
        </Section>
      )}
    </>
  );
}
