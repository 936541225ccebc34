import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { buttonClass, Button, PageHeader, Segmented, Skeleton, TextInput, useNow } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { Download, Printer } from "lucide-react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { dayText } from "./day-text.ts";
import { monthBack } from "./months.ts";
import type { StatementSearch } from "./statement-search.ts";
import { StatementSheet } from "./statement-sheet.tsx";

/** How far back a month is one click away. */
const MONTHS_BACK = [0, 1, 2];

/** The wallet's statement of a period: for the screen, the printer and the spreadsheet. */
export function StatementPage(props: {
  readonly search: StatementSearch;
  readonly onSearch: (search: StatementSearch) => void;
}) {
  const { search, onSearch } = props;
  const { t, i18n } = useLingui();
  const { account } = useCurrentAccount();
  const nowMs = useNow(60_000);
  const present = monthBack(0, nowMs, account.timeZone);
  const period = { from: search.from ?? present.from, to: search.to ?? present.to };
  const statement = useQuery(trpc.statement.get.queryOptions({ accountId: account.id, ...period }));
  const file = new URLSearchParams({ accountId: account.id, ...period, bom: "true" });
  const months = MONTHS_BACK.map((back) => monthBack(back, nowMs, account.timeZone));
  const chosen = months.find(({ from, to }) => from === period.from && to === period.to);
  const monthName = (day: string) =>
    new Intl.DateTimeFormat(i18n.locale, { month: "short", year: "numeric", timeZone: "UTC" }).format(
      new Date(day),
    );
  return (
    <>
      <div data-print="hide">
        <PageHeader
          title={t`Statement`}
          description={
            <Trans>
              Everything that moved your credits, with the balance after every line. Usage counts on the day
              it was recorded.
            </Trans>
          }
          actions={
            <>
              <Button icon={<Printer aria-hidden className="size-4" />} onClick={() => window.print()}>
                <Trans>Print</Trans>
              </Button>
              <a href={`/v1/statement.csv?${file}`} download className={buttonClass("secondary")}>
                <Download aria-hidden className="size-4" />
                <Trans>Download (CSV)</Trans>
              </a>
            </>
          }
        />
        <div className="mb-8 flex flex-wrap items-start gap-x-4 gap-y-3">
          <TextInput
            type="date"
            label={t`First day`}
            hint={dayText(period.from, i18n.locale)}
            className="w-44"
            value={period.from}
            max={period.to}
            onChange={(event) =>
              event.target.value !== "" && onSearch({ ...period, from: event.target.value })
            }
          />
          <TextInput
            type="date"
            label={t`Last day`}
            hint={dayText(period.to, i18n.locale)}
            className="w-44"
            value={period.to}
            min={period.from}
            onChange={(event) => event.target.value !== "" && onSearch({ ...period, to: event.target.value })}
          />
          <Segmented
            showLabel
            label={t`Month`}
            value={chosen?.from ?? ""}
            onValueChange={(from) =>
              onSearch(from === present.from ? {} : (months.find((month) => month.from === from) ?? {}))
            }
            options={months.map(({ from }) => ({ value: from, label: monthName(from) }))}
          />
        </div>
      </div>
      {statement.data !== undefined ? (
        <StatementSheet statement={statement.data} />
      ) : statement.error ? (
        <ProblemState
          thing={t`The statement could not be shown`}
          error={statement.error}
          onRetry={() => void statement.refetch()}
          retrying={statement.isFetching}
        />
      ) : (
        <Skeleton lines={10} />
      )}
    </>
  );
}
