import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Section, Skeleton } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { LimitMeter } from "./limit-meter.tsx";
import { LimitsForm } from "./limits-form.tsx";

/** What the account allows itself to spend, how far it has come, and the form that changes it. */
export function SpendLimitsPage() {
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const limits = useQuery(trpc.spendLimits.get.queryOptions({ accountId: account.id }));
  if (limits.isPending) return <Skeleton lines={6} />;
  if (limits.data === undefined)
    return (
      <ProblemState
        thing={t`Your spend limits could not be loaded`}
        error={limits.error}
        onRetry={() => void limits.refetch()}
        retrying={limits.isFetching}
      />
    );
  const { day, month, held } = limits.data;
  return (
    <div>
      <Section
        title={<Trans>Spent so far</Trans>}
        description={
          <Trans>
            What usage took from your credits. Usage your plan includes does not count; what requests in
            flight may still take does.
          </Trans>
        }
      >
        <div className="grid max-w-3xl grid-cols-2 gap-8 phone:grid-cols-1">
          <LimitMeter label={<Trans>Today</Trans>} period={day} held={held} />
          <LimitMeter label={<Trans>This month</Trans>} period={month} held={held} />
        </div>
      </Section>
      <Section
        title={<Trans>Limits</Trans>}
        description={
          <Trans>
            A request that would pass a limit is declined before it runs. A warning goes to the owner's e-mail
            address, at most once a day and once a month.
          </Trans>
        }
      >
        {/* Remounted with what the server has: the form starts from it, and keeps what is being typed. */}
        <LimitsForm
          key={`${day.limit?.amount}|${month.limit?.amount}|${limits.data.warnAtPercent}`}
          limits={limits.data}
        />
      </Section>
    </div>
  );
}
