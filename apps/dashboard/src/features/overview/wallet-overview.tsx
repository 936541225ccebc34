import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { fromMoney } from "@tenure/core/money";
import { Amount, KeyValue, Section, Skeleton } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";

/** The balance, by kind of credits. */
export function WalletOverview() {
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const wallet = useQuery(trpc.wallet.balance.queryOptions({ accountId: account.id }));
  const { data } = wallet;
  return (
    <Section title={t`Credits`}>
      {wallet.isPending && <Skeleton lines={4} />}
      {wallet.error && (
        <ProblemState
          thing={t`Your balance could not be loaded`}
          error={wallet.error}
          onRetry={() => void wallet.refetch()}
          retrying={wallet.isFetching}
        />
      )}
      {data && (
        <>
          <div>
            <p className="text-figure font-semibold">
              <Amount value={data.available} />
            </p>
            <p className="text-muted">
              {fromMoney(data.held) === 0n ? (
                <Trans>available</Trans>
              ) : (
                <Trans>
                  available, <Amount value={data.held} /> more promised to requests in flight
                </Trans>
              )}
            </p>
          </div>
          <KeyValue
            entries={[
              { key: "paid", label: t`Paid credits`, value: <Amount value={data.byKind.paid} /> },
              { key: "bonus", label: t`Bonus credits`, value: <Amount value={data.byKind.bonus} /> },
              { key: "gift", label: t`Gift credits`, value: <Amount value={data.byKind.gift} /> },
              { key: "referral", label: t`Referral rewards`, value: <Amount value={data.byKind.referral} /> },
            ].map((entry) => ({ ...entry, value: <span className="block text-right">{entry.value}</span> }))}
          />
          <div>
            <Link to="/credits" className="text-link">
              <Trans>All credits</Trans>
            </Link>
          </div>
        </>
      )}
    </Section>
  );
}
