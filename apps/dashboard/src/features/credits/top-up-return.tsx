import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Outputs } from "@tenure/api/trpc";
import { fromMoney } from "@tenure/core/money";
import { Amount, Button, buttonClass, Callout, Instant, RefundStatusTag, Skeleton } from "@tenure/ui";
import { ProblemState, unlessLive } from "@tenure/ui/app";
import { LoaderCircle } from "lucide-react";
import { useEffect, useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";

type Order = Outputs["orders"]["get"];

const CONFIRMING_INTERVAL_MS = 1500;
const WAITING_INTERVAL_MS = 5000;
/** Most payments are confirmed within seconds; from here on it is said that this one takes longer. */
const SLOW_AFTER_MS = 20_000;

/** What became of the payment of a top-up, asked of the server until it is certain. */
export function TopUpReturn(props: {
  readonly orderId: string;
  /** How the person came back from the payment page; it says nothing of whether money moved. */
  readonly outcome: "done" | "cancelled";
  readonly onDismiss: () => void;
}) {
  const { orderId, outcome, onDismiss } = props;
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const { account } = useCurrentAccount();
  const order = useQuery(
    trpc.orders.get.queryOptions(
      { accountId: account.id, orderId },
      {
        refetchInterval: ({ state: { data } }) => {
          if (data?.state === "pending")
            return outcome === "done" ? CONFIRMING_INTERVAL_MS : unlessLive(WAITING_INTERVAL_MS);
          return (
            data?.refunds.some((refund) => refund.status === "refunding") === true &&
            unlessLive(WAITING_INTERVAL_MS)
          );
        },
      },
    ),
  );
  const state = order.data?.state;
  useEffect(() => {
    // Balance, lots, transactions and notices all changed with it.
    if (state !== undefined && state !== "pending") void queryClient.invalidateQueries();
  }, [state, queryClient]);
  if (order.isPending) return <Skeleton lines={2} className="mb-7" />;
  return (
    <div className="mb-7">
      {order.data === undefined ? (
        <ProblemState
          thing={t`The order could not be loaded`}
          error={order.error}
          onRetry={() => void order.refetch()}
          retrying={order.isFetching}
        />
      ) : (
        <Outcome order={order.data} outcome={outcome} onDismiss={onDismiss} />
      )}
    </div>
  );
}

function Outcome(props: {
  readonly order: Order;
  readonly outcome: "done" | "cancelled";
  readonly onDismiss: () => void;
}) {
  const { order, outcome } = props;
  const { t } = useLingui();
  const dismiss = (
    <Button size="sm" onClick={props.onDismiss}>
      <Trans>Close</Trans>
    </Button>
  );
  const surplus = order.refunds.find((refund) => refund.kind === "surplus");
  if (surplus !== undefined)
    return (
      <Callout
        tone="info"
        live
        title={t`This payment is going back`}
        action={
          <Link
            to="/refunds/$refundId"
            params={{ refundId: surplus.id }}
            className={buttonClass("secondary", "sm")}
          >
            <Trans>Follow the refund</Trans>
          </Link>
        }
      >
        <p>
          <Trans>
            Order {order.number} needed no further payment. <Amount value={surplus.expected} /> is returned in
            full and without a fee.
          </Trans>
        </p>
        <p className="mt-1.5">
          <RefundStatusTag status={surplus.status} arrivalBusinessDays={surplus.arrivalBusinessDays} />
        </p>
      </Callout>
    );
  switch (order.state) {
    case "paid":
      return (
        <Callout
          tone="done"
          live
          title={t`Your credits are here`}
          action={
            <span className="flex flex-wrap gap-2">
              <Link
                to="/credits/receipts/$orderId"
                params={{ orderId: order.id }}
                className={buttonClass("secondary", "sm")}
              >
                <Trans>Receipt</Trans>
              </Link>
              {dismiss}
            </span>
          }
        >
          {fromMoney(order.bonus) === 0n ? (
            <Trans>
              <Amount value={order.amount} /> came in with order {order.number}.
            </Trans>
          ) : (
            <Trans>
              <Amount value={order.amount} /> came in with order {order.number}, and{" "}
              <Amount value={order.bonus} /> as a bonus.
            </Trans>
          )}
        </Callout>
      );
    case "pending":
      return outcome === "done" ? (
        <Confirming checkoutUrl={order.checkoutUrl} />
      ) : (
        <NotFinished order={order} />
      );
    case "failed":
      return (
        <Callout tone="refused" live title={t`The payment did not go through`} action={dismiss}>
          <Trans>Order {order.number} is closed and nothing was bought.</Trans>
        </Callout>
      );
    case "expired":
      return (
        <Callout tone="warning" live title={t`The time to pay is over`} action={dismiss}>
          <Trans>Order {order.number} has expired and nothing was charged. Choose an amount again.</Trans>
        </Callout>
      );
  }
}

/** A wallet leads back in one way, paid or not: after a while the page is offered again. */
function Confirming(props: { readonly checkoutUrl: string | null }) {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div role="status" className="flex gap-2.5 rounded-md bg-progress-soft px-3 py-2.5">
      <LoaderCircle aria-hidden className="mt-[0.18em] size-4 shrink-0 animate-turn text-progress" />
      <div>
        <p className="font-medium">
          <Trans>Waiting for the payment to be confirmed</Trans>
        </p>
        <p>
          {slow ? (
            <Trans>
              This takes longer than usual. You can leave this page: you get an e-mail when it is done.
            </Trans>
          ) : (
            <Trans>This takes a few seconds. Do not pay again.</Trans>
          )}
        </p>
        {slow && props.checkoutUrl !== null && (
          <p className="mt-1.5">
            <a href={props.checkoutUrl} className="text-link">
              <Trans>You did not pay? Open the payment page again</Trans>
            </a>
          </p>
        )}
      </div>
    </div>
  );
}

function NotFinished(props: { readonly order: Order }) {
  const { order } = props;
  const { t } = useLingui();
  return (
    <Callout
      tone="warning"
      live
      title={t`The payment was not finished`}
      action={
        order.checkoutUrl !== null && (
          <a href={order.checkoutUrl} className={buttonClass("primary", "sm")}>
            <Trans>Resume payment</Trans>
          </a>
        )
      }
    >
      <Trans>
        Nothing was charged. Order {order.number} can be paid until <Instant at={order.expiresAt} />.
      </Trans>
    </Callout>
  );
}
