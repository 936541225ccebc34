import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { PageHeader, Section, Skeleton, Stepper, useLocale } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { BillingDetailsForm } from "./billing-details-form.tsx";
import { PurchaseReview } from "./purchase-review.tsx";

/** The review step before a subscription is paid (T1.4). Billing details are asked for here when they are missing. */
export function ReviewPage(props: { readonly planPriceId: string }) {
  const { planPriceId } = props;
  const { t } = useLingui();
  const language = useLocale();
  const { account } = useCurrentAccount();
  const billing = useQuery(trpc.accounts.billing.get.queryOptions({ accountId: account.id }));
  const review = useQuery(
    trpc.subscriptions.reviewPurchase.queryOptions({ accountId: account.id, planPriceId, language }),
  );
  const needsBilling =
    review.data?.decision.refusals.some(({ code }) => code.startsWith("billing_details_")) === true;
  return (
    <>
      <PageHeader
        title={t`Review your order`}
        back={
          <Link to="/subscription" className="text-link">
            <Trans>Back to the plans</Trans>
          </Link>
        }
      />
      <div className="mb-8">
        <Stepper
          label={t`Steps of the purchase`}
          current={needsBilling ? 0 : 1}
          steps={[
            { key: "billing", label: t`Billing details` },
            { key: "review", label: t({ message: "Review", context: "step of a purchase" }) },
            { key: "payment", label: t`Payment` },
          ]}
        />
      </div>
      {review.isPending && <Skeleton lines={8} />}
      {review.error && (
        <ProblemState
          thing={t`The review could not be made`}
          error={review.error}
          onRetry={() => void review.refetch()}
          retrying={review.isFetching}
        />
      )}
      {needsBilling && billing.data && (
        <Section
          title={t`Billing details`}
          description={<Trans>Needed once, before the first purchase. They go on every invoice.</Trans>}
        >
          <BillingDetailsForm details={billing.data.details} onSaved={() => void review.refetch()} />
        </Section>
      )}
      {review.data && <PurchaseReview key={planPriceId} planPriceId={planPriceId} review={review.data} />}
    </>
  );
}
