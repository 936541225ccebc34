import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { decisionSchema } from "@tenure/core/decision";
import { Amount, Button, Checkbox, DecisionSheet, Instant, KeyValue, Skeleton } from "@tenure/ui";
import { ProblemCallout, ProblemState, problemOf, useIdempotencyKey } from "@tenure/ui/app";
import { useMemo, useRef, useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import type { GiftWish } from "./gift-form.tsx";
import { GiftPayment } from "./gift-payment.tsx";
import { useGiftWords } from "./use-gift-words.ts";

/** What is charged, what happens when, and the button that pays (T1.4). */
export function GiftReview(props: { readonly wish: GiftWish; readonly onEdit: () => void }) {
  const { wish, onEdit } = props;
  const { t } = useLingui();
  const giftWords = useGiftWords();
  const queryClient = useQueryClient();
  const { account } = useCurrentAccount();
  const { idempotencyKey, renew } = useIdempotencyKey();
  const [agreed, setAgreed] = useState(false);
  const [tried, setTried] = useState(false);
  const consents = useRef<HTMLDivElement>(null);
  const review = useQuery(trpc.gifts.review.queryOptions({ accountId: account.id, ...wish }));
  const decision = useMemo(
    () => (review.data === undefined ? null : decisionSchema.parse(review.data.decision)),
    [review.data],
  );
  const purchase = useMutation(
    trpc.gifts.purchase.mutationOptions({
      trpc: { context: { idempotencyKey } },
      onSuccess: () => queryClient.invalidateQueries({ queryKey: trpc.orders.pathKey() }),
      onError: (error) => {
        // Without an answer the order may exist: the same key must ask again. An answer ends that intent.
        if (problemOf(error).code === "unreachable") return;
        renew();
        void review.refetch();
      },
    }),
  );
  if (review.isPending) return <Skeleton lines={8} />;
  if (review.error)
    return (
      <ProblemState
        thing={t`The review could not be made`}
        error={review.error}
        onRetry={() => void review.refetch()}
        retrying={review.isFetching}
      />
    );
  if (decision === null) return null;
  const { total, redeemBy, cancelUntil, deliverAt, agreement } = review.data;
  const edit = (
    <Button onClick={onEdit}>
      <Trans>Change something</Trans>
    </Button>
  );
  return (
    <div className="flex flex-col gap-8">
      <DecisionSheet title={giftWords(review.data)} decision={decision} stage="preview" />
      {redeemBy !== null && cancelUntil !== null && (
        <div className="max-w-2xl">
          <h2 className="mb-2 text-lg font-semibold">
            <Trans>What happens when</Trans>
          </h2>
          <KeyValue
            entries={[
              {
                key: "to",
                label: t`Recipient`,
                value: <span className="break-all">{wish.recipientEmail}</span>,
              },
              {
                key: "delivery",
                label: t`Delivery`,
                value: deliverAt === null ? t`As soon as it is paid` : <Instant at={deliverAt} />,
              },
              ...(wish.message === null
                ? []
                : [
                    {
                      key: "message",
                      label: t`Message`,
                      value: <span className="whitespace-pre-line break-words">{wish.message}</span>,
                    },
                  ]),
              { key: "redeem", label: t`Redeemable until`, value: <Instant at={redeemBy} /> },
              {
                key: "cancel",
                label: t`You can take it back until`,
                value: (
                  <>
                    <Instant at={cancelUntil} />
                    <span className="block text-sm text-muted">
                      <Trans>
                        While nobody has redeemed it, less the platform fee. The recipient cannot refund it.
                      </Trans>
                    </span>
                  </>
                ),
              },
            ]}
          />
        </div>
      )}
      {total === null ? (
        <div>{edit}</div>
      ) : purchase.data ? (
        <GiftPayment orderId={purchase.data.orderId} checkoutUrl={purchase.data.checkoutUrl} />
      ) : (
        // No box on a phone, so that the button stays in reach from the top of the page.
        <div className="flex max-w-2xl flex-col gap-5 phone:contents">
          <div ref={consents}>
            <Checkbox
              name="agreement"
              checked={agreed}
              onCheckedChange={setAgreed}
              label={
                <Trans>
                  I accept the{" "}
                  <Link
                    to="/policy"
                    search={{ version: agreement.version }}
                    target="_blank"
                    className="text-link"
                  >
                    policy, version {agreement.version}
                  </Link>
                  , and that <Amount value={total} /> is charged once
                </Trans>
              }
              error={tried && !agreed && t`Without your consent there can be no order.`}
            />
          </div>
          <ProblemCallout error={purchase.error} />
          <div className="flex flex-wrap gap-3 phone:sticky phone:bottom-[var(--bottom-bar,0px)] phone:-mx-4 phone:border-t phone:border-hairline phone:bg-page phone:px-4 phone:py-3">
            <Button
              tone="primary"
              loading={purchase.isPending}
              onClick={() => {
                setTried(true);
                if (agreed) purchase.mutate({ accountId: account.id, ...wish, agreement });
                else consents.current?.scrollIntoView({ block: "center" });
              }}
            >
              <Trans>
                Pay <Amount value={total} />
              </Trans>
            </Button>
            {edit}
          </div>
        </div>
      )}
    </div>
  );
}
