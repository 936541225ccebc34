import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { DataTable, Instant, Section, Tag, usePriceWords } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";

/** Most agreements that are shown; nobody has more. */
const LIMIT = 50;

/** Prices agreed in writing, where there are any; most accounts have none and see nothing here. */
export function Agreements() {
  const { t, i18n } = useLingui();
  const { account } = useCurrentAccount();
  const words = usePriceWords();
  const agreements = useQuery(trpc.agreements.list.queryOptions({ accountId: account.id, limit: LIMIT }));
  const rows = agreements.data?.items ?? [];
  if (agreements.error === null && rows.length === 0) return null;
  return (
    <Section
      title={t`Agreed prices`}
      description={<Trans>What was agreed in writing goes before the listed prices.</Trans>}
    >
      <DataTable
        caption={t`Agreed prices`}
        rows={rows}
        rowKey={(agreement) => agreement.id}
        error={
          agreements.error && (
            <ProblemState
              thing={t`Your price agreements could not be loaded`}
              error={agreements.error}
              onRetry={() => void agreements.refetch()}
              retrying={agreements.isFetching}
            />
          )
        }
        empty={null}
        columns={[
          {
            key: "reference",
            head: <Trans>Agreement</Trans>,
            rowHead: true,
            cell: (agreement) => (
              <span className="flex flex-col">
                <span className="wrap-anywhere">{agreement.reference}</span>
                <span className="text-sm font-normal text-muted">{words.terms(agreement.discountBps)}</span>
              </span>
            ),
          },
          {
            key: "models",
            head: <Trans>Models</Trans>,
            cell: (agreement) => (
              <span className="wrap-anywhere">
                {agreement.models === null
                  ? t`Every model`
                  : agreement.models.join(i18n.locale === "zh" ? "、" : ", ")}
              </span>
            ),
          },
          {
            key: "from",
            head: <Trans>From</Trans>,
            cell: (agreement) => <Instant at={agreement.effectiveFrom} />,
          },
          {
            key: "to",
            head: <Trans>Until</Trans>,
            cell: (agreement) =>
              agreement.endsAt === null ? t`No agreed end` : <Instant at={agreement.endsAt} />,
          },
          {
            key: "state",
            head: <Trans>State</Trans>,
            cell: (agreement) =>
              agreement.state === "in_force" ? (
                <Tag tone="done">{t`In force`}</Tag>
              ) : agreement.state === "scheduled" ? (
                <Tag tone="waiting">{t`Announced`}</Tag>
              ) : (
                <Tag tone="neutral">{t`Ended`}</Tag>
              ),
          },
        ]}
      />
    </Section>
  );
}
