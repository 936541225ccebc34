import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Callout, PageHeader, Section, Skeleton } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { TermsForm } from "./terms-form.tsx";

/** Setting automatic top-up up: the numbers, the server's review of them, the words to agree to (T6.1). */
export function SetUpPage(props: { readonly onAgreed: () => void }) {
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const methods = useQuery(trpc.paymentMethods.list.queryOptions({ accountId: account.id }));
  const autoTopUp = useQuery(trpc.autoTopUp.get.queryOptions({ accountId: account.id }));
  const offer = useQuery(trpc.topUps.offer.queryOptions({ accountId: account.id }));
  const error = methods.error ?? autoTopUp.error ?? offer.error;
  return (
    <>
      <PageHeader
        title={t`Automatic top-up`}
        back={
          <Link to="/credits" className="text-link">
            <Trans>Back to the credits</Trans>
          </Link>
        }
        description={
          <Trans>
            You say how much, when, and at most how much a month. Your card is charged without you only within
            what you agree to here.
          </Trans>
        }
      />
      {error && (
        <ProblemState
          thing={t`What is needed for it could not be loaded`}
          error={error}
          onRetry={() => void Promise.all([methods.refetch(), autoTopUp.refetch(), offer.refetch()])}
          retrying={methods.isFetching || autoTopUp.isFetching || offer.isFetching}
        />
      )}
      {!error && (methods.isPending || autoTopUp.isPending || offer.isPending) && <Skeleton lines={8} />}
      {methods.data?.length === 0 && (
        <Section title={t`First a card`}>
          <Callout tone="info" title={t`No card is saved yet`}>
            <Trans>
              The card you pay a top-up with is saved with the payment.{" "}
              <Link to="/credits" className="text-link">
                Buy credits once
              </Link>
              , then come back.
            </Trans>
          </Callout>
        </Section>
      )}
      {methods.data !== undefined && methods.data.length > 0 && autoTopUp.data && offer.data && (
        <TermsForm
          methods={methods.data}
          terms={autoTopUp.data.terms}
          offer={offer.data.offer}
          onAgreed={props.onAgreed}
        />
      )}
    </>
  );
}
