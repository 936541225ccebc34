import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Amount, Button, DataTable, EmptyState, Instant, PageHeader, Tag } from "@tenure/ui";
import { ProblemCallout, ProblemState } from "@tenure/ui/app";
import { useState } from "react";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { useDenial } from "../../staff/use-staff.ts";
import { trpc } from "../../trpc.ts";
import type { AddOn } from "./types.ts";
import { VersionDialog } from "./version-dialog.tsx";

/** The catalogue of add-ons, with every version of every price; a version never changes. */
export function AddOnCataloguePage() {
  const { t } = useLingui();
  const denial = useDenial()("add_on.manage");
  const catalogue = useQuery(trpc.addOns.catalogue.queryOptions());
  const [dialog, setDialog] = useState<{ readonly addOn: AddOn | null } | null>(null);
  return (
    <>
      <PageHeader
        title={t`Add-ons`}
        description={
          <Trans>
            What is sold once beside plans. A new price or name is a new version; what somebody agreed to
            stays as it was.
          </Trans>
        }
        actions={
          <Button tone="primary" disabledReason={denial} onClick={() => setDialog({ addOn: null })}>
            <Trans>Add an add-on</Trans>
          </Button>
        }
      />
      <DataTable
        wide
        caption={t`Add-ons`}
        rows={catalogue.data ?? []}
        rowKey={(addOn) => addOn.id}
        loading={catalogue.isPending}
        error={
          catalogue.error && (
            <ProblemState
              thing={t`The add-ons could not be loaded`}
              error={catalogue.error}
              onRetry={() => void catalogue.refetch()}
              retrying={catalogue.isFetching}
            />
          )
        }
        empty={
          <EmptyState>
            <Trans>Nothing is sold beside plans and credits yet.</Trans>
          </EmptyState>
        }
        columns={[
          {
            key: "key",
            head: <Trans>Add-on</Trans>,
            rowHead: true,
            cell: (addOn) => (
              <span className="flex flex-col">
                <span>{addOn.prices[0]?.name ?? addOn.key}</span>
                <span className="figures text-sm font-normal text-muted">{addOn.key}</span>
              </span>
            ),
          },
          {
            key: "state",
            head: <Trans>State</Trans>,
            cell: (addOn) =>
              addOn.state === "offered" ? (
                <Tag tone="done">{t`Offered`}</Tag>
              ) : (
                <Tag tone="neutral">{t`Withdrawn`}</Tag>
              ),
          },
          { key: "sold", head: <Trans>Sold</Trans>, align: "end", cell: (addOn) => String(addOn.sold) },
          {
            key: "versions",
            head: <Trans>Versions</Trans>,
            cell: (addOn) => <Versions prices={addOn.prices} />,
          },
          {
            key: "actions",
            head: <span className="sr-only">{t`Actions`}</span>,
            align: "end",
            unlabelled: true,
            cell: (addOn) => (
              <span className="inline-flex flex-wrap justify-end gap-2">
                <Button size="sm" disabledReason={denial} onClick={() => setDialog({ addOn })}>
                  <Trans>New version</Trans>
                </Button>
                {addOn.actions.map((action) => (
                  <Move key={action} addOn={addOn} action={action} />
                ))}
              </span>
            ),
          },
        ]}
      />
      {dialog !== null && <VersionDialog addOn={dialog.addOn} onClose={() => setDialog(null)} />}
    </>
  );
}

function Versions(props: { readonly prices: AddOn["prices"] }) {
  const newest = new Set<string>();
  return (
    <span className="flex flex-col gap-1">
      {props.prices.map((price) => {
        const current = !newest.has(price.currency);
        newest.add(price.currency);
        return (
          <span key={price.id} className={current ? "" : "text-sm text-muted"}>
            <Trans>
              Version {price.version} · <Amount value={price.price} /> ({price.currency}), since{" "}
              <Instant at={price.createdAt} precision="day" />
            </Trans>
          </span>
        );
      })}
    </span>
  );
}

function Move(props: { readonly addOn: AddOn; readonly action: AddOn["actions"][number] }) {
  const { addOn, action } = props;
  const queryClient = useQueryClient();
  const denial = useDenial()("add_on.manage");
  const refresh = () => void queryClient.invalidateQueries({ queryKey: trpc.addOns.pathKey() });
  const move = useStaffAction(
    (idempotencyKey) =>
      trpc.addOns.move.mutationOptions({ trpc: { context: { idempotencyKey } }, onError: refresh }),
    refresh,
  );
  return (
    <span className="flex flex-col items-end gap-2">
      <Button
        size="sm"
        disabledReason={denial}
        loading={move.isPending}
        onClick={() => move.mutate({ addOnId: addOn.id, action })}
      >
        {action === "withdraw" ? <Trans>Withdraw</Trans> : <Trans>Offer again</Trans>}
      </Button>
      <ProblemCallout error={move.error} />
    </span>
  );
}
