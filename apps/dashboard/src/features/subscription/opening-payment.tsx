import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Callout } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { LoaderCircle } from "lucide-react";
import { useEffect } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";

const ASK_INTERVAL_MS = 1500;

/** Between the order and the provider's page: leads there as soon as the page is open. */
export function OpeningPayment(props: { readonly orderId: string; readonly checkoutUrl: string | null }) {
  const { orderId, checkoutUrl } = props;
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const order = useQuery(
    trpc.orders.get.queryOptions(
      { accountId: account.id, orderId },
      {
        enabled: checkoutUrl === null,
        refetchInterval: ({ state: { data } }) =>
          (data === undefined || (data.state === "pending" && data.checkoutUrl === null)) && ASK_INTERVAL_MS,
      },
    ),
  );
  const url = checkoutUrl ?? order.data?.checkoutUrl ?? null;
  useEffect(() => {
    if (url !== null) window.location.assign(url);
  }, [url]);
  if (order.error && order.data === undefined)
    return (
      <ProblemState
        thing={t`The payment page could not be opened`}
        error={order.error}
        onRetry={() => void order.refetch()}
        retrying={order.isFetching}
      />
    );
  if (order.data !== undefined && order.data.state !== "pending")
    return (
      <Callout tone="warning" live>
        <Trans>This order is no longer waiting to be paid. See your billing history.</Trans>
      </Callout>
    );
  return (
    <div className="flex flex-col gap-1">
      <p role="status" className="flex items-center gap-2.5 font-medium">
        <LoaderCircle aria-hidden className="size-4 animate-turn text-progress" />
        <Trans>Opening the payment page…</Trans>
      </p>
      {/* Whoever comes back with the browser's button finds this page as it was left. */}
      {url !== null && (
        <p className="text-sm text-muted">
          <Trans>
            If nothing happens,{" "}
            <a href={url} className="text-link">
              open it here
            </a>
            .
          </Trans>
        </p>
      )}
    </div>
  );
}
