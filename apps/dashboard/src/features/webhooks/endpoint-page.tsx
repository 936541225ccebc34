import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { DELIVERY_KEPT_DAYS } from "@tenure/core/webhooks";
import {
  Instant,
  KeyValue,
  MoreButton,
  PageHeader,
  Section,
  Skeleton,
  WebhookDeliveryTable,
  WebhookEndpointTag,
} from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { EndpointActions } from "./endpoint-actions.tsx";
import { Resend } from "./resend.tsx";
import type { Endpoint } from "./types.ts";

/** How often the list looks for what was sent meanwhile. Milliseconds. */
const LOOK_AGAIN_MS = 5000;

/** One endpoint: how it stands, and what was sent to it. */
export function EndpointPage(props: { readonly endpointId: string }) {
  const { endpointId } = props;
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const endpoint = useQuery(
    trpc.webhookEndpoints.get.queryOptions(
      { accountId: account.id, endpointId },
      { refetchInterval: LOOK_AGAIN_MS },
    ),
  );
  if (endpoint.isPending) return <Skeleton lines={8} />;
  if (endpoint.data === undefined)
    return (
      <>
        <PageHeader title={t`Webhook endpoint`} back={<Back />} />
        <ProblemState
          thing={t`This endpoint could not be shown`}
          error={endpoint.error}
          onRetry={() => void endpoint.refetch()}
          retrying={endpoint.isFetching}
        />
      </>
    );
  return (
    <>
      <PageHeader
        title={endpoint.data.description === "" ? new URL(endpoint.data.url).host : endpoint.data.description}
        back={<Back />}
        actions={<EndpointActions endpoint={endpoint.data} />}
      />
      <EndpointFacts endpoint={endpoint.data} />
      <Deliveries endpointId={endpointId} />
    </>
  );
}

const Back = () => (
  <Link to="/webhooks" className="text-link">
    <Trans>Webhooks</Trans>
  </Link>
);

function EndpointFacts(props: { readonly endpoint: Endpoint }) {
  const { endpoint } = props;
  return (
    <KeyValue
      entries={[
        {
          key: "url",
          label: <Trans context="webhooks">Address</Trans>,
          value: <span className="wrap-anywhere">{endpoint.url}</span>,
        },
        { key: "state", label: <Trans>State</Trans>, value: <WebhookEndpointTag {...endpoint} /> },
        {
          key: "types",
          label: <Trans context="webhooks">Events</Trans>,
          value:
            endpoint.types.length === 0 ? (
              <Trans context="webhooks">all</Trans>
            ) : (
              <code className="font-mono text-sm wrap-anywhere">{endpoint.types.join(" ")}</code>
            ),
        },
        ...(endpoint.oldSecretUntil === null
          ? []
          : [
              {
                key: "secret",
                label: <Trans>Old secret signs until</Trans>,
                value: <Instant at={endpoint.oldSecretUntil} />,
              },
            ]),
        { key: "created", label: <Trans>Created</Trans>, value: <Instant at={endpoint.createdAt} /> },
      ]}
    />
  );
}

function Deliveries(props: { readonly endpointId: string }) {
  const { endpointId } = props;
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const deliveries = useInfiniteQuery(
    trpc.webhookEndpoints.deliveries.infiniteQueryOptions(
      { accountId: account.id, endpointId },
      { getNextPageParam: (page) => page.nextCursor ?? undefined, refetchInterval: LOOK_AGAIN_MS },
    ),
  );
  return (
    <Section
      title={t`Deliveries`}
      description={
        <Trans>A delivery stays here for {DELIVERY_KEPT_DAYS} days after it came to its end.</Trans>
      }
    >
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
        actions={(delivery) =>
          delivery.actions.includes("resend") && (
            <Resend deliveryId={delivery.id} type={delivery.event.type} />
          )
        }
      />
      <MoreButton
        hasNextPage={deliveries.hasNextPage}
        isFetchingNextPage={deliveries.isFetchingNextPage}
        fetchNextPage={deliveries.fetchNextPage}
      />
    </Section>
  );
}
