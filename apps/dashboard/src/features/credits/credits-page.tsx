import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { fromMoney } from "@tenure/core/money";
import { Amount, Callout, KeyValue, PageHeader, Section, Skeleton } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { LotsTable } from "./lots-table.tsx";
import { useLotKindName } from "./use-lot-kind-name.ts";

const kinds = ["paid", "bonus", "gift", "referral"] as const;

/** What the account can pay with: the balance, what is promised, every lot of credits. */
export function CreditsPage() {
  const { t } = useLingui();
  const kindName = useLotKindName();
  const { account } = useCurrentAccount();
  const wallet = useQuery(trpc.wallet.balance.queryOptions({ accountId: account.id }));
  return (
    <>
      <PageHeader
        title={t`Credits`}
        description={
          <Trans>They pay for usage that no plan includes. What expires soonest is used first.</Trans>
        }
      />
      {wallet.isPending && <Skeleton lines={5} />}
      {wallet.error && (
        <ProblemState
          thing={t`Your balance could not be loaded`}
          error={wallet.error}
          onRetry={() => void wallet.refetch()}
          retrying={wallet.isFetching}
        />
      )}
      {wallet.data && (
        <div className="mb-7 flex max-w-2xl flex-col gap-5">
          {fromMoney(wallet.data.debt) !== 0n && (
            <Callout
              tone="warning"
              title={
                <Trans>
                  You owe <Amount value={wallet.data.debt} />
                </Trans>
              }
            >
              <Trans>
                Usage went beyond all credits. New requests are refused until it is paid; credits that come in
                pay it first.
              </Trans>
            </Callout>
          )}
          <div>
            <p className="text-muted">
              <Trans>Available</Trans>
            </p>
            <Amount value={wallet.data.available} className="text-figure font-semibold" />
          </div>
          <KeyValue
            entries={[
              ...kinds.map((kind) => ({
                key: kind,
                label: kindName(kind),
                value: <Amount value={wallet.data.byKind[kind]} />,
              })),
              {
                key: "held",
                label: t`Of these, promised to requests in flight`,
                value: <Amount value={wallet.data.held} />,
              },
            ]}
          />
        </div>
      )}
      <Section
        title={t`Lots`}
        description={<Trans>Each grant or purchase is a lot of its own, with its own expiry.</Trans>}
      >
        <LotsTable />
      </Section>
    </>
  );
}
