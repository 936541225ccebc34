import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { PageHeader, Skeleton } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { trpc } from "../../trpc.ts";
import { ExportJournals } from "./export-journals.tsx";
import { FindJournal } from "./find-journal.tsx";
import { MonthCloses } from "./month-closes.tsx";
import { TrialBalance } from "./trial-balance.tsx";

/** The platform's books: trial balance by month, month close, export, and any movement by its id. */
export function LedgerPage(props: {
  readonly month: string | undefined;
  readonly onMonth: (month: string) => void;
}) {
  const { t } = useLingui();
  const months = useQuery(trpc.ledger.months.queryOptions({}));
  const month = months.data?.find((each) => each.month === props.month) ?? months.data?.[0];
  return (
    <>
      <PageHeader
        title={t`Ledger`}
        description={
          <Trans>
            Double entry: every movement of money sums to zero and is never changed. Months are in UTC.
          </Trans>
        }
      />
      {months.isPending && <Skeleton lines={8} />}
      {months.error && (
        <ProblemState
          thing={t`The books could not be loaded`}
          error={months.error}
          onRetry={() => void months.refetch()}
          retrying={months.isFetching}
        />
      )}
      {months.data !== undefined && month !== undefined && (
        <>
          <TrialBalance months={months.data} month={month} onMonth={props.onMonth} />
          <MonthCloses months={months.data} />
          <ExportJournals key={month.month} month={month.month} />
        </>
      )}
      <FindJournal />
    </>
  );
}
