import { Trans, useLingui } from "@lingui/react/macro";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Outputs } from "@tenure/api/trpc";
import { decisionSchema } from "@tenure/core/decision";
import {
  Amount,
  Button,
  buttonClass,
  Callout,
  Checkbox,
  DecisionSheet,
  PageHeader,
  Skeleton,
  TextInput,
  useLocale,
} from "@tenure/ui";
import { ProblemCallout, ProblemState, problemOf, useIdempotencyKey } from "@tenure/ui/app";
import { useMemo, useRef, useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { usePermission } from "../../account/use-permission.ts";
import { trpc } from "../../trpc.ts";
import type { Purchase } from "./purchase-state-tag.tsx";

type Review = Outputs["addOns"]["review"];

/** The review of an add-on: how many, the exact amount, the words to agree to (T6.1). */
export function AddOnReviewPage(props: { readonly priceId: string }) {
  const { priceId } = props;
  const { t } = useLingui();
  const language = useLocale();
  const { account } = useCurrentAccount();
  const mayBuy = usePermission("add_on.buy");
  const [count, setCount] = useState("1");
  const quantity = /^\d{1,5}$/.test(count) ? Number(count) : 0;
  const review = useQuery(
    trpc.addOns.review.queryOptions(
      { accountId: account.id, addOnPriceId: priceId, quantity, language },
      { placeholderData: keepPreviousData, enabled: mayBuy },
    ),
  );
  return (
    <>
      <PageHeader
        title={review.data?.name ?? t`Add-on`}
        back={
          <Link to="/add-ons" className="text-link">
            <Trans>Back to the add-ons</Trans>
          </Link>
        }
      />
      {!mayBuy && (
        <Callout tone="info">
          <Trans>Only an owner of the account can buy an add-on.</Trans>
        </Callout>
      )}
      {mayBuy && (
        <div className="mb-6 max-w-40">
          <TextInput
            name="quantity"
            label={t`How many`}
            inputMode="numeric"
            value={count}
            maxLength={5}
            onChange={(event) => setCount(event.currentTarget.value)}
          />
        </div>
      )}
      {mayBuy && review.isPending && <Skeleton lines={7} />}
      {review.error && (
        <ProblemState
          thing={t`The review could not be made`}
          error={review.error}
          onRetry={() => void review.refetch()}
          retrying={review.isFetching}
        />
      )}
      {review.data && (
        <Reviewed
          // Other words ask for another agreement: the tick does not stay from the ones before.
          key={review.data.consent?.hash ?? "refused"}
          priceId={priceId}
          review={review.data}
          current={!review.isPlaceholderData}
        />
      )}
    </>
  );
}

function Reviewed(props: {
  readonly priceId: string;
  readonly review: Review;
  /** Whether it is the review of the number that stands in the field now. */
  readonly current: boolean;
}) {
  const { priceId, review, current } = props;
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const { account } = useCurrentAccount();
  const { idempotencyKey, renew } = useIdempotencyKey();
  const [agreed, setAgreed] = useState(false);
  const [tried, setTried] = useState(false);
  const consents = useRef<HTMLFieldSetElement>(null);
  const decision = useMemo(() => decisionSchema.parse(review.decision), [review.decision]);
  const buy = useMutation(
    trpc.addOns.buy.mutationOptions({
      trpc: { context: { idempotencyKey } },
      onSuccess: (bought) => {
        void queryClient.invalidateQueries();
        if (bought.checkoutUrl !== null) window.location.assign(bought.checkoutUrl);
      },
      onError: (error) => {
        // Without an answer it may be charged: the same key must ask again. An answer ends that intent.
        if (problemOf(error).code === "unreachable") return;
        renew();
        void queryClient.invalidateQueries({ queryKey: trpc.addOns.pathKey() });
      },
    }),
  );
  const { consent, total } = review;
  if (buy.data) return <Bought purchase={buy.data} />;
  return (
    <div className="flex flex-col gap-6">
      <DecisionSheet title={review.name} decision={decision} stage="preview" />
      {decision.refusals.some(({ code }) => code === "add_on_no_card") && (
        <Callout tone="info" title={t`No card is saved yet`}>
          <Trans>
            The card you pay a plan or{" "}
            <Link to="/credits" className="text-link">
              credits
            </Link>{" "}
            with is saved with the payment; then come back.
          </Trans>
        </Callout>
      )}
      {consent !== null && total !== null && (
        // No box on a phone, so that the button stays in reach from the top of the page.
        <div className="flex max-w-2xl flex-col gap-5 phone:contents">
          <fieldset ref={consents} className="flex flex-col gap-3">
            <legend className="mb-2.5 font-medium">
              <Trans>You agree</Trans>
            </legend>
            <Checkbox
              name="consent"
              checked={agreed}
              onCheckedChange={setAgreed}
              label={consent.text}
              error={tried && !agreed && t`Without your agreement nothing is charged.`}
            />
          </fieldset>
          <ProblemCallout error={buy.error} />
          <div className="phone:sticky phone:bottom-[var(--bottom-bar,0px)] phone:-mx-4 phone:border-t phone:border-hairline phone:bg-page phone:px-4 phone:py-3">
            <Button
              tone="primary"
              className="phone:w-full"
              loading={buy.isPending}
              disabledReason={current ? undefined : t`The review of your last change is on its way.`}
              onClick={() => {
                setTried(true);
                const { version, language, hash } = consent;
                if (agreed)
                  buy.mutate({
                    accountId: account.id,
                    addOnPriceId: priceId,
                    quantity: review.quantity,
                    consent: { version, language, hash },
                  });
                else consents.current?.scrollIntoView({ block: "center" });
              }}
            >
              <Trans>
                Agree and pay <Amount value={total} />
              </Trans>
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}

function Bought(props: { readonly purchase: Purchase }) {
  const { purchase } = props;
  const { t } = useLingui();
  const back = (
    <Link to="/add-ons" className={buttonClass("secondary", "sm")}>
      <Trans>See your add-ons</Trans>
    </Link>
  );
  const { name, quantity } = purchase;
  switch (purchase.state) {
    case "paid":
      return (
        <Callout tone="done" live title={t`${quantity} × ${name} is yours`} action={back}>
          <Trans>
            <Amount value={purchase.total} /> charged for order {purchase.orderNumber}.
          </Trans>
        </Callout>
      );
    case "pending":
      return (
        <Callout tone="info" live title={t`The charge is on its way`} action={back}>
          {purchase.checkoutUrl === null ? (
            <Trans>You get an e-mail when it is done. Do not buy it again.</Trans>
          ) : (
            <a href={purchase.checkoutUrl} className="text-link">
              <Trans>Your bank asks you to confirm it</Trans>
            </a>
          )}
        </Callout>
      );
    default:
      return (
        <Callout tone="refused" live title={t`Nothing was charged`} action={back}>
          {purchase.failure?.message ?? purchase.failure?.code}
        </Callout>
      );
  }
}
