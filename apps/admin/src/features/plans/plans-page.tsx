import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Dialog, PageHeader, Section, Skeleton, Tag } from "@tenure/ui";
import { ProblemCallout, ProblemState } from "@tenure/ui/app";
import { useState } from "react";
import { useDenial } from "../../staff/use-staff.ts";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";
import { AddPriceDialog } from "./add-price-dialog.tsx";
import { ChangeDialog } from "./change-dialog.tsx";
import { ChangesSection } from "./changes-section.tsx";
import type { PlanVersion, StaffPlan } from "./types.ts";
import { VersionsTable } from "./versions-table.tsx";

/** Plans as they are sold: what each contains, every version of its prices, and changes on their way (T1.1, T2.1, T3.2). */
export function PlansPage() {
  const { t } = useLingui();
  const plans = useQuery(trpc.plans.list.queryOptions());
  const [changing, setChanging] = useState<{ plan: StaffPlan; version: PlanVersion } | null>(null);
  const [adding, setAdding] = useState<StaffPlan | null>(null);
  return (
    <>
      <PageHeader
        title={t`Plans`}
        description={
          <Trans>
            A version never changes: whoever bought it keeps it to the end of the term. A new price is a new
            version, announced to everybody it concerns.
          </Trans>
        }
      />
      {plans.isPending && <Skeleton lines={8} />}
      {plans.error && (
        <ProblemState
          thing={t`The plans could not be loaded`}
          error={plans.error}
          onRetry={() => void plans.refetch()}
          retrying={plans.isFetching}
        />
      )}
      <ChangesSection />
      {plans.data?.plans.map((plan) => (
        <PlanSection
          key={plan.id}
          plan={plan}
          onChange={(version) => setChanging({ plan, version })}
          onAdd={() => setAdding(plan)}
        />
      ))}
      {adding !== null && <AddPriceDialog plan={adding} onClose={() => setAdding(null)} />}
      {changing !== null && (
        <ChangeDialog plan={changing.plan} version={changing.version} onClose={() => setChanging(null)} />
      )}
    </>
  );
}

function PlanSection(props: {
  readonly plan: StaffPlan;
  readonly onChange: (version: PlanVersion) => void;
  readonly onAdd: () => void;
}) {
  const { plan, onChange, onAdd } = props;
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const denial = useDenial()("plan.manage");
  const [ending, setEnding] = useState(false);
  const sell = useStaffAction(
    (idempotencyKey) => trpc.plans.setOnSale.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    () => {
      void queryClient.invalidateQueries();
      setEnding(false);
    },
  );
  return (
    <Section
      title={plan.name}
      description={
        plan.onSale ? <Tag tone="done">{t`On sale`}</Tag> : <Tag tone="neutral">{t`Not on sale`}</Tag>
      }
      actions={
        plan.id === "free" ? null : (
          <span className="inline-flex flex-wrap gap-2">
            <Button disabledReason={denial} aria-label={t`Add a price to ${plan.name}`} onClick={onAdd}>
              <Trans>Add a price</Trans>
            </Button>
            <Button
              loading={sell.isPending}
              disabledReason={denial}
              aria-label={plan.onSale ? t`Take off sale: ${plan.name}` : t`Put on sale: ${plan.name}`}
              onClick={() => (plan.onSale ? setEnding(true) : sell.mutate({ planId: plan.id, onSale: true }))}
            >
              {plan.onSale ? <Trans>Take off sale</Trans> : <Trans>Put on sale</Trans>}
            </Button>
          </span>
        )
      }
    >
      {!ending && <ProblemCallout error={sell.error} />}
      <VersionsTable plan={plan} denial={denial} onChange={onChange} />
      {ending && (
        <Dialog
          open
          onOpenChange={() => setEnding(false)}
          locked={sell.isPending}
          title={<Trans>Take {plan.name} off sale?</Trans>}
          footer={
            <>
              <Button onClick={() => setEnding(false)}>
                <Trans>Keep it on sale</Trans>
              </Button>
              <Button
                tone="danger"
                loading={sell.isPending}
                onClick={() => sell.mutate({ planId: plan.id, onSale: false })}
              >
                <Trans>Take off sale</Trans>
              </Button>
            </>
          }
        >
          <p>
            <Trans>
              From now on {plan.name} is offered to nobody, and nobody can subscribe to it. Whoever has it
              keeps it, and it renews as before. It can be put on sale again at any time.
            </Trans>
          </p>
          <ProblemCallout error={sell.error} />
        </Dialog>
      )}
    </Section>
  );
}
