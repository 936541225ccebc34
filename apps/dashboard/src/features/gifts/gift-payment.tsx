import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Callout } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useEffect } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";

const ASK_INTERVAL_MS = 1500;

/** Leads to the provider's page as soon as it is open. */
export function GiftPayment(props: { readonly orderId: string; readonly checkoutUrl: string | null }) {
  const { orderId, checkoutUrl } = props;
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const order = useQuery(
    trpc.orders.get.queryOptions(
      { accountId: account.id, orderId },
      {
        enabled: checkoutUrl === null,
        refetchInterval: ({ state: { data } }) => data?.checkoutUrl == null && ASK_INTERVAL_MS,
      },
    ),
  );
  const url = checkoutUrl ?? order.data?.checkoutUrl ?? null;
  useEffect(() => {
    if (url !== null) window.location.assign(url);
  }, [url]);
  if (order.error)
    return (
      <ProblemState
        thing={t`The payment page could not be opened`}
        error={order.error}
        onRetry={() => void order.refetch()}
        retrying={order.isFetching}
      />
    );
  return (
    <Callout tone="info" live title={t`Opening the payment page…`}>
      {url !== null && (
        <a href={url} className="text-link">
          <Trans>Open it here if nothing happens</Trans>
        </a>
      )}
    </Callout>
  );
}

/** What became of the payment, after the provider's page led back. */
export function GiftPaid(props: { readonly orderId: string; readonly finished: boolean }) {
  const { orderId, finished } = props;
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const order = useQuery(
    trpc.orders.get.queryOptions(
      { accountId: account.id, orderId },
      { refetchInterval: ({ state: { data } }) => data?.state === "pending" && ASK_INTERVAL_MS },
    ),
  );
  const gifts = useQuery(
    trpc.gifts.list.queryOptions({ accountId: account.id }, { enabled: order.data?.state === "paid" }),
  );
  const gift = gifts.data?.items.find((each) => each.orderId === orderId);
  const queryClient = useQueryClient();
  const paid = order.data?.state === "paid";
  // The list below was read before the payment came.
  useEffect(() => {
    if (paid) void queryClient.invalidateQueries(trpc.gifts.pathFilter());
  }, [paid, queryClient]);
  if (order.data === undefined) return null;
  switch (order.data.state) {
    case "paid":
      return (
        <div className="mb-7">
          <Callout tone="done" live title={t`Thank you. The gift is paid.`}>
            {gift !== undefined && <Trans>Its code goes to {gift.recipientEmail}.</Trans>}
          </Callout>
        </div>
      );
    case "pending":
      return (
        <div className="mb-7">
          <Callout
            tone={finished ? "info" : "warning"}
            live
            title={finished ? t`Waiting for the payment to be confirmed` : t`The payment was not finished`}
          >
            {order.data.checkoutUrl !== null && !finished && (
              <a href={order.data.checkoutUrl} className="text-link">
                <Trans>Resume payment</Trans>
              </a>
            )}
          </Callout>
        </div>
      );
    default:
      return (
        <div className="mb-7">
          <Callout tone="refused" live title={t`The payment did not go through`}>
            <Trans>Nothing was charged and no gift was made.</Trans>
          </Callout>
        </div>
      );
  }
}
