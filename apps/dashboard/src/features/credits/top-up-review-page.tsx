import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Callout, PageHeader, Section, Segmented, Skeleton, Stepper, useLocale } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { type ReactNode, useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { type PaymentMethod, usePaymentMethodName } from "./payment-method.ts";
import { TopUpReview } from "./top-up-review.tsx";
import { typedAmount } from "../../account/typed-amount.ts";

/** The review step before credits are paid (T1.4). Billing details are asked for here when they are missing. */
export function TopUpReviewPage(props: {
  /** As it stands in the address. */
  readonly amount: string;
  /** The form of billing details; calls back once they are saved. */
  readonly billingForm: (onSaved: () => void) => ReactNode;
  /** What leads to the payment page once there is an order. */
  readonly opening: (order: { readonly orderId: string; readonly checkoutUrl: string | null }) => ReactNode;
}) {
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const amount = typedAmount(props.amount, account.currency);
  return (
    <>
      <PageHeader
        title={t`Review your top-up`}
        back={
          <Link to="/credits" className="text-link">
            <Trans>Back to the credits</Trans>
          </Link>
        }
      />
      {amount === null ? (
        <Callout tone="warning" title={t`This address names no amount`}>
          <Trans>Choose an amount on the credits page.</Trans>
        </Callout>
      ) : (
        <Steps {...props} amount={amount.amount} />
      )}
    </>
  );
}

function Steps(props: Parameters<typeof TopUpReviewPage>[0]) {
  const { amount, billingForm, opening } = props;
  const { t } = useLingui();
  const language = useLocale();
  const methodName = usePaymentMethodName();
  const { account } = useCurrentAccount();
  const [method, setMethod] = useState<PaymentMethod>("card");
  const offered = useQuery(trpc.topUps.offer.queryOptions({ accountId: account.id }));
  const review = useQuery(
    trpc.topUps.review.queryOptions({
      accountId: account.id,
      amount: { amount, currency: account.currency },
      method,
      language,
    }),
  );
  const methods = offered.data?.offer?.methods ?? [];
  const needsBilling =
    review.data?.decision.refusals.some(({ code }) => code === "billing_details_incomplete") === true;
  return (
    <>
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
      {methods.length > 1 && (
        <div className="mb-6">
          <h2 className="mb-2.5 font-medium">
            <Trans>How do you want to pay?</Trans>
          </h2>
          <Segmented
            label={t`Payment method`}
            value={method}
            onValueChange={setMethod}
            options={methods.map(({ method: value }) => ({ value, label: methodName(value) }))}
          />
        </div>
      )}
      {review.isPending && <Skeleton lines={8} />}
      {review.error && (
        <ProblemState
          thing={t`The review could not be made`}
          error={review.error}
          onRetry={() => void review.refetch()}
          retrying={review.isFetching}
        />
      )}
      {needsBilling && (
        <Section
          title={t`Billing details`}
          description={<Trans>Needed once, before the first purchase. They go on every invoice.</Trans>}
        >
          {billingForm(() => void review.refetch())}
        </Section>
      )}
      {review.data && (
        <TopUpReview
          key={`${amount} ${method}`}
          amount={amount}
          method={method}
          review={review.data}
          opening={opening}
        />
      )}
    </>
  );
}
