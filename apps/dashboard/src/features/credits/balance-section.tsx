import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { fromMoney } from "@tenure/core/money";
import { Amount, Callout, KeyValue, Skeleton } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { useLotKindName } from "./use-lot-kind-name.ts";

const kinds = ["paid", "bonus", "gift", "referral"] as const;

/** What can be spent now, of which kind it is, what is promised to requests in flight, and what is owed. */
export function BalanceSection() {
  const { t } = useLingui();
  const kindName = useLotKindName();
  const { account } = useCurrentAccount();
  const wallet = useQuery(trpc.wallet.balance.queryOptions({ accountId: account.id }));
  if (wallet.isPending) return <Skeleton lines={6} />;
  if (wallet.data === undefined)
    return (
      <ProblemState
        thing={t`Your balance could not be loaded`}
        error={wallet.error}
        onRetry={() => void wallet.refetch()}
        retrying={wallet.isFetching}
      />
    );
  const { available, byKind, debt, held } = wallet.data;
  return (
    <div className="flex flex-col gap-5">
      {fromMoney(debt) !== 0n && (
        <Callout
          tone="warning"
          title={
            <Trans>
              You owe <Amount value={debt} />
            </Trans>
          }
        >
          <Trans>
            Usage went beyond all credits. New requests are refused until it is paid; credits that come in pay
            it first.
          </Trans>
        </Callout>
      )}
      <div>
        <p className="text-muted">
          <Trans>Available</Trans>
        </p>
        <Amount value={available} className="text-figure font-semibold" />
      </div>
      <KeyValue
        entries={[
          ...kinds.map((kind) => ({
            key: kind,
            label: kindName(kind),
            value: <Amount value={byKind[kind]} />,
          })),
          {
            key: "held",
            label: t`Of these, promised to requests in flight`,
            value: <Amount value={held} />,
          },
        ].map((entry) => ({ ...entry, value: <span className="block text-right">{entry.value}</span> }))}
      />
    </div>
  );
}
