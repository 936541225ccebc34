import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Outputs } from "@tenure/api/trpc";
import { decisionSchema } from "@tenure/core/decision";
import { Link } from "@tanstack/react-router";
import { Amount, Button, buttonClass, DecisionSheet, Instant, KeyValue, planName } from "@tenure/ui";
import { ProblemCallout, problemOf, useIdempotencyKey } from "@tenure/ui/app";
import { type ReactNode, useMemo, useRef, useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { type Agreed, Consents } from "./consents.tsx";
import { OpeningPayment } from "./opening-payment.tsx";

type Review = Outputs["subscriptions"]["reviewPurchase"];

/** The decision before a purchase, what will happen when, the consents, and the button that pays. */
export function PurchaseReview(props: { readonly planPriceId: string; readonly review: Review }) {
  const { planPriceId, review } = props;
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const { account } = useCurrentAccount();
  const { idempotencyKey, renew } = useIdempotencyKey();
  const [agreed, setAgreed] = useState<Agreed>({ terms: false, charge: false });
  const [missing, setMissing] = useState(false);
  const consents = useRef<HTMLDivElement>(null);
  const decision = useMemo(() => decisionSchema.parse(review.decision), [review.decision]);
  const purchase = useMutation(
    trpc.subscriptions.purchase.mutationOptions({
      trpc: { context: { idempotencyKey } },
      onSuccess: () => queryClient.invalidateQueries({ queryKey: trpc.orders.pathKey() }),
      onError: (error) => {
        // Without an answer the order may exist: the same key must ask again. An answer ends that intent.
        if (problemOf(error).code === "unreachable") return;
        renew();
        void queryClient.invalidateQueries({ queryKey: trpc.subscriptions.pathKey() });
      },
    }),
  );
  const name = planName(review.planId);
  const granted = decision.outcome === "granted";
  const holdsOther = decision.refusals.some(
    ({ code, params }) => code === "already_subscribed" && params["plan"] !== review.planId,
  );
  // What cannot be bought is not due.
  const shown = granted
    ? decision
    : { ...decision, lines: decision.lines.filter(({ kind }) => kind !== "subtotal") };
  return (
    <div className="flex flex-col gap-8">
      <DecisionSheet
        title={review.interval === "year" ? t`${name}, one year` : t`${name}, one month`}
        decision={shown}
        stage="preview"
        notes={
          granted && (
            <span>
              <Trans>Nothing is charged before you have paid on the next page.</Trans>
            </span>
          )
        }
        action={
          holdsOther && (
            <Link
              to="/subscription/change/$planPriceId"
              params={{ planPriceId }}
              className={buttonClass("primary")}
            >
              <Trans>Change your plan to {name}</Trans>
            </Link>
          )
        }
      />
      {review.renewsAt !== null && review.cancelBy !== null && review.refundUntil !== null && (
        <div className="max-w-2xl">
          <h2 className="mb-1 text-lg font-semibold">
            <Trans>What happens when</Trans>
          </h2>
          <p className="mb-2 text-sm text-muted">
            <Trans>
              If you pay now, in the zone {account.timeZone}. The term starts at the moment of payment.
            </Trans>
          </p>
          <KeyValue
            entries={[
              {
                key: "term",
                label: t`Term`,
                value: (
                  <>
                    <Instant at={review.now} /> – <Instant at={review.renewsAt} />
                  </>
                ),
              },
              {
                key: "renews",
                label: t`Renews`,
                value: (
                  <>
                    <Instant at={review.renewsAt} />
                    <Explanation>
                      <Trans>
                        For the same length, charged <Amount value={review.total} /> again, unless you cancel.
                      </Trans>
                    </Explanation>
                  </>
                ),
              },
              {
                key: "cancel",
                label: t`Cancel by`,
                value: (
                  <>
                    <Instant at={review.cancelBy} />
                    <Explanation>
                      <Trans>To avoid the next charge. The plan then runs to the end of its term.</Trans>
                    </Explanation>
                  </>
                ),
              },
              {
                key: "refund",
                label: t`Refundable until`,
                value: (
                  <>
                    <Instant at={review.refundUntil} />
                    <Explanation>
                      <Trans>What usage has not consumed, less the platform fee.</Trans>
                    </Explanation>
                  </>
                ),
              },
            ]}
          />
        </div>
      )}
      {granted && (
        // No box on a phone, so that the button stays in reach from the top of the page.
        <div className="flex max-w-2xl flex-col gap-5 phone:contents">
          <div ref={consents}>
            <Consents
              agreed={agreed}
              onAgreed={setAgreed}
              missing={missing}
              termsVersion={review.terms.version}
              charge={
                review.interval === "month" ? (
                  <Trans>
                    Charge <Amount value={review.total} /> now, and again every month until I cancel
                  </Trans>
                ) : (
                  <Trans>
                    Charge <Amount value={review.total} /> now, and again every year until I cancel
                  </Trans>
                )
              }
            />
          </div>
          <ProblemCallout error={purchase.error} />
          {purchase.data ? (
            <OpeningPayment orderId={purchase.data.orderId} checkoutUrl={purchase.data.checkoutUrl} />
          ) : (
            <div className="phone:sticky phone:bottom-[var(--bottom-bar,0px)] phone:-mx-4 phone:border-t phone:border-hairline phone:bg-page phone:px-4 phone:py-3">
              <Button
                tone="primary"
                loading={purchase.isPending}
                className="phone:w-full"
                onClick={() => {
                  setMissing(true);
                  if (!agreed.terms || !agreed.charge) {
                    consents.current?.scrollIntoView({ block: "center" });
                    return;
                  }
                  purchase.mutate({ accountId: account.id, planPriceId, terms: review.terms });
                }}
              >
                <Trans>
                  Pay <Amount value={review.total} />
                </Trans>
              </Button>
            </div>
          )}
        </div>
      )}
    </div>
  );
}

function Explanation(props: { readonly children: ReactNode }) {
  return <span className="block text-sm text-muted">{props.children}</span>;
}
