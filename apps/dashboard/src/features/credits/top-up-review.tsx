import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Outputs } from "@tenure/api/trpc";
import { decisionSchema } from "@tenure/core/decision";
import { fromMoney } from "@tenure/core/money";
import { Amount, Button, Checkbox, DecisionSheet, Instant, KeyValue } from "@tenure/ui";
import { ProblemCallout, problemOf, useIdempotencyKey } from "@tenure/ui/app";
import { type ReactNode, useMemo, useRef, useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { usePermission } from "../../account/use-permission.ts";
import { trpc } from "../../trpc.ts";
import type { PaymentMethod } from "./payment-method.ts";

type Review = Outputs["topUps"]["review"];

/** The decision before a top-up, what happens to its credits, the consents, and the button that pays. */
export function TopUpReview(props: {
  readonly amount: string;
  readonly method: PaymentMethod;
  readonly review: Review;
  readonly opening: (order: { readonly orderId: string; readonly checkoutUrl: string | null }) => ReactNode;
}) {
  const { amount, method, review, opening } = props;
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const { account } = useCurrentAccount();
  const mayBuy = usePermission("top_up.buy");
  const { idempotencyKey, renew } = useIdempotencyKey();
  const [agreed, setAgreed] = useState({ terms: false, charge: false });
  const [tried, setTried] = useState(false);
  const consents = useRef<HTMLFieldSetElement>(null);
  const decision = useMemo(() => decisionSchema.parse(review.decision), [review.decision]);
  const create = useMutation(
    trpc.topUps.create.mutationOptions({
      trpc: { context: { idempotencyKey } },
      onSuccess: () => queryClient.invalidateQueries({ queryKey: trpc.wallet.pathKey() }),
      onError: (error) => {
        // Without an answer the order may exist: the same key must ask again. An answer ends that intent.
        if (problemOf(error).code === "unreachable") return;
        renew();
        void queryClient.invalidateQueries({ queryKey: trpc.topUps.pathKey() });
      },
    }),
  );
  const {
    total,
    charge,
    terms: { version: termsVersion },
  } = review;
  // What is agreed to is what will be charged, in the currency it is charged in (R6.3).
  const charged = charge?.amount ?? total;
  return (
    <div className="flex flex-col gap-8">
      <DecisionSheet
        title={t`Top-up`}
        decision={decision}
        stage="preview"
        notes={
          total !== null && (
            <span>
              <Trans>Nothing is charged before you have paid on the next page.</Trans>
            </span>
          )
        }
      />
      {total !== null && <WhatHappens review={review} method={method} />}
      {charged !== null && (
        // No box on a phone, so that the button stays in reach from the top of the page.
        <div className="flex max-w-2xl flex-col gap-5 phone:contents">
          <fieldset ref={consents} className="flex flex-col gap-3">
            <legend className="mb-2.5 font-medium">
              <Trans>You agree</Trans>
            </legend>
            <Checkbox
              name="terms"
              checked={agreed.terms}
              onCheckedChange={(terms) => setAgreed({ ...agreed, terms })}
              label={
                <Trans>
                  I have read and accept the{" "}
                  <Link to="/policy" search={{ version: termsVersion }} target="_blank" className="text-link">
                    policy, version {termsVersion}
                  </Link>
                </Trans>
              }
              error={tried && !agreed.terms && t`Without your consent there can be no order.`}
            />
            <Checkbox
              name="charge"
              checked={agreed.charge}
              onCheckedChange={(charge) => setAgreed({ ...agreed, charge })}
              label={
                <Trans>
                  Charge <Amount value={charged} /> now, once
                </Trans>
              }
              error={tried && !agreed.charge && t`Without your consent there can be no order.`}
            />
          </fieldset>
          <ProblemCallout error={create.error} />
          {create.data ? (
            opening(create.data)
          ) : (
            <div className="phone:sticky phone:bottom-[var(--bottom-bar,0px)] phone:-mx-4 phone:border-t phone:border-hairline phone:bg-page phone:px-4 phone:py-3">
              <Button
                tone="primary"
                loading={create.isPending}
                className="phone:w-full"
                disabledReason={mayBuy ? undefined : t`Only an owner of the account can buy credits.`}
                onClick={() => {
                  setTried(true);
                  if (!agreed.terms || !agreed.charge) {
                    consents.current?.scrollIntoView({ block: "center" });
                    return;
                  }
                  create.mutate({
                    accountId: account.id,
                    amount: { amount, currency: account.currency },
                    method,
                    terms: review.terms,
                  });
                }}
              >
                <Trans>
                  Pay <Amount value={charged} />
                </Trans>
              </Button>
            </div>
          )}
        </div>
      )}
    </div>
  );
}

/** What becomes of the credits: how long they last, and what a refund would give back and take (R1.2, R3.3, R3.4). */
function WhatHappens(props: { readonly review: Review; readonly method: PaymentMethod }) {
  const { refundUntil, paidExpiresAt, bonus, bonusExpiresAt, charge } = props.review;
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const hasBonus = bonus !== null && fromMoney(bonus) !== 0n;
  return (
    <div className="max-w-2xl">
      <h2 className="mb-1 text-lg font-semibold">
        <Trans>What happens when</Trans>
      </h2>
      <p className="mb-2 text-sm text-muted">
        <Trans>If you pay now, in the zone {account.timeZone}.</Trans>
      </p>
      <KeyValue
        entries={[
          {
            key: "refund",
            label: t`Refundable until`,
            value: (
              <>
                {refundUntil !== null && <Instant at={refundUntil} />}
                <Explanation>
                  <Trans>
                    The unused paid credits of this order, less the platform fee. Usage counts in every order
                    whose refund window is open when it happens, whichever credits paid for it.
                  </Trans>
                </Explanation>
              </>
            ),
          },
          {
            key: "paid",
            label: t`Paid credits`,
            value:
              paidExpiresAt === null ? (
                t`do not expire`
              ) : (
                <Trans>
                  expire on <Instant at={paidExpiresAt} />
                </Trans>
              ),
          },
          ...(hasBonus
            ? [
                {
                  key: "bonus",
                  label: t`Bonus credits`,
                  value: (
                    <>
                      {bonusExpiresAt !== null && (
                        <Trans>
                          expire on <Instant at={bonusExpiresAt} />
                        </Trans>
                      )}
                      <Explanation>
                        <Trans>They are not refundable and are forfeited when this order is refunded.</Trans>
                      </Explanation>
                    </>
                  ),
                },
              ]
            : []),
          ...(charge === null
            ? []
            : [
                {
                  key: "rate",
                  label: t`Rate of exchange`,
                  value: (
                    <>
                      <span className="figures">
                        1 {account.currency} = {charge.rate} {charge.amount.currency}
                      </span>
                      <Explanation>
                        <Trans>
                          From {charge.rateSource}. A refund returns {charge.amount.currency} at this same
                          rate, whatever the rate is then.
                        </Trans>
                      </Explanation>
                    </>
                  ),
                },
              ]),
          props.method === "alipay"
            ? {
                key: "wallet",
                label: t`Your Alipay wallet`,
                value: (
                  <>
                    <Trans>is charged once</Trans>
                    <Explanation>
                      <Trans>
                        Nothing is kept for later payments. A refund goes back to the same wallet.
                      </Trans>
                    </Explanation>
                  </>
                ),
              }
            : {
                key: "card",
                label: t`Your card`,
                value: (
                  <>
                    <Trans>is kept for later payments</Trans>
                    <Explanation>
                      <Trans>
                        None happens without your consent, and you can{" "}
                        <Link to="/settings/payment-methods" className="text-link">
                          remove the card
                        </Link>{" "}
                        at any time.
                      </Trans>
                    </Explanation>
                  </>
                ),
              },
        ]}
      />
    </div>
  );
}

function Explanation(props: { readonly children: ReactNode }) {
  return <span className="block text-sm text-muted">{props.children}</span>;
}
