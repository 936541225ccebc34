import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import {
  Button,
  EmptyState,
  Instant,
  KeyValue,
  PageHeader,
  planName,
  Section,
  Skeleton,
  Tag,
} from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { planIds } from "@tenure/core/pricing";
import { useState } from "react";
import { useDenial } from "../../staff/use-staff.ts";
import { trpc } from "../../trpc.ts";
import { DistributorDialog } from "./distributor-dialog.tsx";
import { EventsSection } from "./events-section.tsx";
import { ProductDialog } from "./product-dialog.tsx";
import { SecretDialog } from "./secret-dialog.tsx";
import type { Distributor } from "./types.ts";

/** Who sells our plans elsewhere (T1.3), which of their products are which plans, and what they told us. */
export function DistributorsPage() {
  const { t } = useLingui();
  const denial = useDenial()("distributor.manage");
  const [adding, setAdding] = useState(false);
  const distributors = useQuery(trpc.distributors.list.queryOptions({}));
  return (
    <>
      <PageHeader
        title={t`Distributors`}
        description={
          <Trans>Who sells our plans elsewhere. Their rules govern; we follow what they tell us.</Trans>
        }
        actions={
          <Button onClick={() => setAdding(true)} disabledReason={denial}>
            <Trans>Add a distributor…</Trans>
          </Button>
        }
      />
      {distributors.isPending && <Skeleton lines={6} />}
      {distributors.error && (
        <ProblemState
          thing={t`The distributors could not be loaded`}
          error={distributors.error}
          onRetry={() => void distributors.refetch()}
        />
      )}
      {distributors.data?.length === 0 && (
        <EmptyState>
          <Trans>Nobody sells our plans elsewhere yet.</Trans>
        </EmptyState>
      )}
      {distributors.data?.map((each) => (
        <DistributorSection key={each.name} distributor={each} denial={denial} />
      ))}
      {(distributors.data?.length ?? 0) > 0 && <EventsSection />}
      {adding && <DistributorDialog onClose={() => setAdding(false)} />}
    </>
  );
}

function DistributorSection(props: {
  readonly distributor: Distributor;
  readonly denial: string | undefined;
}) {
  const { distributor, denial } = props;
  const { t } = useLingui();
  const [asking, setAsking] = useState<"edit" | "product" | "secret" | null>(null);
  const close = () => setAsking(null);
  const [secret] = distributor.secrets;
  return (
    <Section
      title={distributor.title}
      actions={
        <>
          {distributor.problems > 0 && (
            <Tag tone="refused">
              <Trans>Problems: {distributor.problems}</Trans>
            </Tag>
          )}
          <Button size="sm" onClick={() => setAsking("product")} disabledReason={denial}>
            <Trans>Map a product…</Trans>
          </Button>
          <Button size="sm" onClick={() => setAsking("secret")} disabledReason={denial}>
            <Trans>New secret…</Trans>
          </Button>
          <Button size="sm" onClick={() => setAsking("edit")} disabledReason={denial}>
            <Trans>Edit…</Trans>
          </Button>
        </>
      }
    >
      <KeyValue
        entries={[
          {
            key: "address",
            label: <Trans>Notifications to</Trans>,
            value: (
              <code className="text-sm wrap-anywhere">{`/v1/distributors/${distributor.name}/notifications`}</code>
            ),
          },
          {
            key: "links",
            label: <Trans>Links</Trans>,
            value: (
              <span className="flex flex-col text-sm wrap-anywhere">
                <span>
                  <Trans>Cancel: {distributor.cancelLink}</Trans>
                </span>
                <span>
                  <Trans>Refund: {distributor.refundLink}</Trans>
                </span>
                <span>
                  <Trans>Payment: {distributor.billingLink}</Trans>
                </span>
              </span>
            ),
          },
          {
            key: "products",
            label: <Trans>Products</Trans>,
            value:
              distributor.products.length === 0 ? (
                <Trans>None yet</Trans>
              ) : (
                <span className="flex flex-col">
                  {distributor.products.map(({ productId, planId, interval }) => (
                    <span key={productId} className="flex flex-wrap gap-x-2">
                      <code className="text-sm wrap-anywhere">{productId}</code>
                      <span className="text-muted">
                        {planName(planIds.find((id) => id === planId) ?? "free")}
                        {" · "}
                        {interval === "year" ? t`by the year` : t`by the month`}
                      </span>
                    </span>
                  ))}
                </span>
              ),
          },
          {
            key: "running",
            label: <Trans>Running plans</Trans>,
            value: <span className="figures">{distributor.runningSubscriptions}</span>,
          },
          {
            key: "secret",
            label: <Trans>Secret since</Trans>,
            value: secret === undefined ? "—" : <Instant at={secret.createdAt} />,
          },
        ]}
      />
      {asking === "edit" && <DistributorDialog distributor={distributor} onClose={close} />}
      {asking === "product" && <ProductDialog distributor={distributor.name} onClose={close} />}
      {asking === "secret" && <SecretDialog distributor={distributor} onClose={close} />}
    </Section>
  );
}
