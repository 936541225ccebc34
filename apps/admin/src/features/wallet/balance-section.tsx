import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import type { Outputs } from "@tenure/api/trpc";
import { fromMoney } from "@tenure/core/money";
import type { LotKind } from "@tenure/core/policy";
import { Amount, KeyValue, Section, Skeleton, Tag } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { LotKindName } from "./lot-kind-name.tsx";

/** Every kind of lot, in the order staff ask for them. */
const lotKinds = ["paid", "bonus", "gift", "referral"] as const satisfies readonly LotKind[];

type Balance = Outputs["wallet"]["balance"];

/** All credits, by kind, what is promised, and the debt. */
export function BalanceSection() {
  const { t } = useLingui();
  const { id: accountId } = useAccount();
  const balance = useQuery(trpc.wallet.balance.queryOptions({ accountId }));
  return (
    <Section title={t`Balance`}>
      {balance.isPending ? (
        <Skeleton lines={5} />
      ) : balance.data === undefined ? (
        <ProblemState
          thing={t`The wallet could not be loaded`}
          error={balance.error}
          onRetry={() => void balance.refetch()}
          retrying={balance.isFetching}
        />
      ) : (
        <BalanceFigures balance={balance.data} />
      )}
    </Section>
  );
}

function BalanceFigures(props: { readonly balance: Balance }) {
  const { balance } = props;
  const { t } = useLingui();
  const inDebt = fromMoney(balance.debt) > 0n;
  return (
    <div className="grid grid-cols-[minmax(14rem,1fr)_2fr] gap-x-12 gap-y-6 phone:grid-cols-1">
      <div className="flex flex-col items-start gap-1">
        <span className="text-figure font-semibold tracking-[-0.02em]">
          <Amount value={balance.balance} />
        </span>
        <span className="text-muted">
          <Trans>
            <Amount value={balance.available} /> available, <Amount value={balance.held} /> promised to
            requests in flight
          </Trans>
        </span>
        {inDebt && (
          <span className="mt-1 flex items-center gap-2">
            <Tag tone="refused">{t`Debt`}</Tag> <Amount value={balance.debt} />
          </span>
        )}
      </div>
      <KeyValue
        entries={lotKinds.map((kind) => ({
          key: kind,
          label: <LotKindName kind={kind} />,
          value: (
            <span className="flex justify-end">
              <Amount value={balance.byKind[kind]} />
            </span>
          ),
        }))}
      />
    </div>
  );
}
