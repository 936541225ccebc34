import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useLocation } from "@tanstack/react-router";
import { PageHeader, Skeleton } from "@tenure/ui";
import { ArriveTogether, ProblemState } from "@tenure/ui/app";
import type { ReactNode } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { AnnouncedPriceChanges } from "./announced-price-changes.tsx";
import { BillingDetailsSection } from "./billing-details-section.tsx";
import { BillingHistory } from "./billing-history.tsx";
import { CurrentPlan } from "./current-plan.tsx";
import type { RefundOf } from "./order-action.tsx";
import { PlansSection } from "./plans-section.tsx";

/** The subscription: what runs, what can be bought, who is billed, every order. Dialogs open above it by their address. */
export function SubscriptionPage(props: {
  readonly checkout: ReactNode;
  readonly refundOf: RefundOf;
  /** How Billing History is sorted, as the address says it. */
  readonly sort: string | undefined;
  readonly onSort: (sort: { readonly sort?: string }) => void;
}) {
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const pathname = useLocation({ select: (location) => location.pathname });
  const current = useQuery(trpc.subscriptions.get.queryOptions({ accountId: account.id }));
  const running = current.data !== undefined && current.data.subscription !== null;
  const plans = current.data && (
    <PlansSection
      // The interval that is looked at first is the plan's own; once it is another plan, that one's.
      key={current.data.subscription?.id ?? "none"}
      currentPlanId={current.data.planId}
      subscription={current.data.subscription}
    />
  );
  return (
    <>
      <PageHeader
        title={t`Subscription`}
        part={
          pathname.startsWith("/subscription/change")
            ? t`Change your plan`
            : pathname.startsWith("/subscription/refund")
              ? t`Refund`
              : undefined
        }
        actions={
          <Link to="/policy" className="text-link">
            <Trans>Policy</Trans>
          </Link>
        }
      />
      {props.checkout}
      <ArriveTogether>
        <div className="pb-7">
          {current.isPending && <Skeleton lines={5} />}
          {current.error && (
            <ProblemState
              thing={t`Your plan could not be loaded`}
              error={current.error}
              onRetry={() => void current.refetch()}
              retrying={current.isFetching}
            />
          )}
          {current.data && (
            <CurrentPlan
              planId={current.data.planId}
              subscription={current.data.subscription}
              now={current.data.now}
            />
          )}
        </div>
        {running && (
          <div className="pb-7 empty:hidden">
            <AnnouncedPriceChanges />
          </div>
        )}
        {/* Whoever has no plan comes to choose one; whoever has one comes for its orders. */}
        {!running && plans}
        <BillingHistory refundOf={props.refundOf} sort={props.sort} onSort={props.onSort} />
        <BillingDetailsSection />
        {running && plans}
      </ArriveTogether>
      <Outlet />
    </>
  );
}
