import { Trans, useLingui } from "@lingui/react/macro";
import { buttonClass, Section, Segmented, TextInput } from "@tenure/ui";
import { useState } from "react";

const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00.000Z`) + 86_400_000).toISOString();

const lastDayOf = (month: string): string => {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
};

/** The journals of a period as a file for the accountant, one line per posting. */
export function ExportJournals(props: { readonly month: string }) {
  const { month } = props;
  const { t } = useLingui();
  const [from, setFrom] = useState(`${month}-01`);
  const [to, setTo] = useState(lastDayOf(month));
  const [by, setBy] = useState<"effective" | "recorded">("effective");
  const problem =
    from === "" || to === ""
      ? t`Choose both days.`
      : to < from
        ? t`The last day comes before the first.`
        : undefined;
  const query = new URLSearchParams(
    problem === undefined ? { from: `${from}T00:00:00.000Z`, to: dayAfter(to), by } : {},
  );
  return (
    <Section
      title={t`Export`}
      description={
        <Trans>CSV for the accountant, one line per posting, safe to open in a spreadsheet.</Trans>
      }
    >
      <div className="flex flex-wrap items-start gap-4">
        <TextInput
          type="date"
          label={t`From (UTC)`}
          value={from}
          onChange={(event) => setFrom(event.target.value)}
        />
        <TextInput
          type="date"
          label={t`To (UTC)`}
          value={to}
          onChange={(event) => setTo(event.target.value)}
          error={problem}
        />
        <span className="pt-7 phone:pt-0">
          <Segmented
            label={t`By the time`}
            value={by}
            onValueChange={setBy}
            options={[
              { value: "effective", label: t`effective` },
              { value: "recorded", label: t`recorded` },
            ]}
          />
        </span>
      </div>
      {problem === undefined && (
        <a
          href={`/v1/ledger/journals.csv?${query.toString()}`}
          download
          className={`${buttonClass("secondary")} self-start`}
        >
          <Trans>Download journals</Trans>
        </a>
      )}
    </Section>
  );
}
