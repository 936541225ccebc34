import { Trans, useLingui } from "@lingui/react/macro";
import { PLAN_FEATURE_TEXTS } from "@tenure/core/pricing";
import { Amount, Button, DataTable, Instant, Tag, useLocale } from "@tenure/ui";
import type { PlanVersion, StaffPlan } from "./types.ts";

/** Every version of a plan's prices, the one in force first within its currency and term. */
export function VersionsTable(props: {
  readonly plan: StaffPlan;
  readonly denial: string | undefined;
  readonly onChange: (version: PlanVersion) => void;
}) {
  const { plan, denial, onChange } = props;
  const { t } = useLingui();
  const locale = useLocale();
  return (
    <DataTable
      caption={t`Versions of ${plan.name}`}
      rows={plan.versions}
      rowKey={(row) => row.id}
      empty={null}
      columns={[
        {
          key: "version",
          head: <Trans>Version</Trans>,
          rowHead: true,
          cell: (row) => (
            <span className="inline-flex w-24 flex-wrap items-center gap-x-2 whitespace-nowrap phone:w-auto">
              <span className="figures">{row.version}</span>
              <VersionState state={row.state} />
            </span>
          ),
        },
        {
          key: "interval",
          head: <Trans>Term</Trans>,
          cell: (row) => (
            <span className="whitespace-nowrap">{row.interval === "year" ? t`one year` : t`one month`}</span>
          ),
        },
        {
          key: "content",
          head: <Trans>Name and features</Trans>,
          cell: (row) => (
            // One width for all plans, so that their columns stand under each other.
            <span className="block w-28 phone:w-auto">
              {row.name}
              <span className="block text-sm text-muted">
                {row.features
                  .map((each) => PLAN_FEATURE_TEXTS[each][locale])
                  .join(locale === "zh" ? "、" : ", ")}
              </span>
            </span>
          ),
        },
        {
          key: "from",
          head: <Trans>In force from</Trans>,
          cell: (row) => <Instant at={row.effectiveFrom} />,
        },
        {
          key: "included",
          head: <Trans>Usage included</Trans>,
          align: "end",
          cell: (row) => <Amount value={row.includedUsage} />,
        },
        {
          key: "price",
          head: <Trans>Price before tax</Trans>,
          align: "end",
          cell: (row) => <Amount value={row.price} />,
        },
        {
          key: "used",
          head: <Trans>Subscriptions</Trans>,
          align: "end",
          cell: (row) => <span className="figures">{row.subscriptions}</span>,
        },
        {
          key: "change",
          head: <span className="sr-only">{t`Change`}</span>,
          align: "end",
          cell: (row) =>
            row.state === "in_force" && plan.id !== "free" ? (
              <Button disabledReason={denial} onClick={() => onChange(row)}>
                <Trans>Change</Trans>
              </Button>
            ) : (
              <span className="inline-block w-20 phone:hidden" />
            ),
        },
      ]}
    />
  );
}

function VersionState(props: { readonly state: PlanVersion["state"] }) {
  const { t } = useLingui();
  switch (props.state) {
    case "in_force":
      return <Tag tone="done">{t`In force`}</Tag>;
    case "scheduled":
      return <Tag tone="waiting">{t`Announced`}</Tag>;
    case "past":
      return <Tag tone="neutral">{t`Past`}</Tag>;
    case "withdrawn":
      return <Tag tone="neutral">{t`Taken back`}</Tag>;
  }
}
