import { Trans } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Amount, KeyValue, Section } from "@tenure/ui";
import { useAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";

/** What the account allows itself to spend, and where it stands; its owner sets it. Nothing where none is set. */
export function SpendLimitsLine() {
  const { id: accountId } = useAccount();
  const { data } = useQuery(trpc.spendLimits.get.queryOptions({ accountId }));
  if (data === undefined || (data.day.limit === null && data.month.limit === null)) return null;
  const { day, month, warnAtPercent } = data;
  return (
    <Section title={<Trans>Spend limits</Trans>}>
      <KeyValue
        className="max-w-xl"
        entries={[
          ...[
            { key: "day", label: <Trans>Today</Trans>, period: day },
            { key: "month", label: <Trans>This month</Trans>, period: month },
          ].flatMap(({ key, label, period }) =>
            period.limit === null
              ? []
              : [
                  {
                    key,
                    label,
                    value: (
                      <Trans>
                        <Amount value={period.spent} /> of <Amount value={period.limit} /> spent
                      </Trans>
                    ),
                  },
                ],
          ),
          { key: "warn", label: <Trans>Warning at</Trans>, value: <>{warnAtPercent} %</> },
        ]}
      />
    </Section>
  );
}
