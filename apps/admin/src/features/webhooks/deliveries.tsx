import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { Button, MoreButton, Section, WebhookDeliveryTable } from "@tenure/ui";
import { ProblemCallout, ProblemState } from "@tenure/ui/app";
import { useAccount } from "../../account/current-account.tsx";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";
import type { Delivery, Endpoint } from "./types.ts";

/** What was sent to an endpoint, and what it answered. */
export function Deliveries(props: { readonly endpoint: Endpoint }) {
  const { endpoint } = props;
  const { t } = useLingui();
  const { id: accountId } = useAccount();
  const deliveries = useInfiniteQuery(
    trpc.webhookEndpoints.deliveries.infiniteQueryOptions(
      { accountId, endpointId: endpoint.id },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  return (
    <Section title={t`Deliveries`} description={<span className="wrap-anywhere">{endpoint.url}</span>}>
      <WebhookDeliveryTable
        rows={deliveries.data?.pages.flatMap((page) => page.items) ?? []}
        loading={deliveries.isPending}
        error={
          deliveries.error && (
            <ProblemState
              thing={t`The deliveries could not be loaded`}
              error={deliveries.error}
              onRetry={() => void deliveries.refetch()}
              retrying={deliveries.isFetching}
            />
          )
        }
        actions={(delivery) => delivery.actions.includes("resend") && <Resend delivery={delivery} />}
      />
      <MoreButton
        hasNextPage={deliveries.hasNextPage}
        isFetchingNextPage={deliveries.isFetchingNextPage}
        fetchNextPage={deliveries.fetchNextPage}
      />
    </Section>
  );
}

function Resend(props: { readonly delivery: Delivery }) {
  const { id: deliveryId, event } = props.delivery;
  const { t } = useLingui();
  const { id: accountId } = useAccount();
  const queryClient = useQueryClient();
  const refresh = () => void queryClient.invalidateQueries({ queryKey: trpc.webhookEndpoints.pathKey() });
  const resend = useStaffAction(
    (idempotencyKey) =>
      trpc.webhookEndpoints.resend.mutationOptions({
        trpc: { context: { idempotencyKey } },
        onError: refresh,
      }),
    refresh,
  );
  return (
    <span className="flex flex-col items-end gap-2">
      <Button
        size="sm"
        aria-label={t`Send ${event.type} again`}
        loading={resend.isPending}
        onClick={() => resend.mutate({ accountId, deliveryId })}
      >
        <Trans context="webhooks">Send again</Trans>
      </Button>
      <ProblemCallout error={resend.error} />
    </span>
  );
}
