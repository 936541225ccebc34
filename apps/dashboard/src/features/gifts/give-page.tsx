import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Callout, PageHeader, Skeleton } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { usePermission } from "../../account/use-permission.ts";
import { trpc } from "../../trpc.ts";
import { GiftForm, type GiftWish } from "./gift-form.tsx";
import { GiftReview } from "./gift-review.tsx";

/** Giving a subscription: what and to whom, then the review, then the payment page. */
export function GivePage() {
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const mayBuy = usePermission("gift_subscription.buy");
  const [wish, setWish] = useState<GiftWish | null>(null);
  const [editing, setEditing] = useState(true);
  const plans = useQuery(trpc.catalog.plans.queryOptions());
  const prices = (plans.data?.plans ?? []).flatMap((plan) =>
    plan.prices
      .filter(({ price }) => price.currency === account.currency && Number(price.amount) > 0)
      .map((price) => ({ ...price, planId: plan.id })),
  );
  return (
    <>
      <PageHeader
        title={t`Give a subscription`}
        back={
          <Link to="/gifts" className="text-link">
            <Trans>Back to the gifts</Trans>
          </Link>
        }
        description={
          <Trans>The recipient gets a code by e-mail and redeems it into an account of their own.</Trans>
        }
      />
      {!mayBuy && (
        <Callout tone="info">
          <Trans>Only an owner of the account can buy a gift.</Trans>
        </Callout>
      )}
      {plans.isPending && <Skeleton lines={8} />}
      {plans.error && (
        <ProblemState
          thing={t`The plans could not be loaded`}
          error={plans.error}
          onRetry={() => void plans.refetch()}
          retrying={plans.isFetching}
        />
      )}
      {mayBuy && plans.data && editing && (
        <GiftForm
          prices={prices}
          wish={wish}
          onReview={(next) => {
            setWish(next);
            setEditing(false);
          }}
        />
      )}
      {mayBuy && wish !== null && !editing && <GiftReview wish={wish} onEdit={() => setEditing(true)} />}
    </>
  );
}
