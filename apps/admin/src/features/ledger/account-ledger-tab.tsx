import { useQuery } from "@tanstack/react-query";
import { Trans, useLingui } from "@lingui/react/macro";
import { DataTable, EmptyState, Section } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { AccountCode } from "./account-code.tsx";
import { AccountJournals } from "./account-journals.tsx";
import { BookAmount } from "./book-amount.tsx";
import type { JournalFilter } from "./types.ts";

/** The account's books: its ledger accounts with what they hold, and every movement with all its sides. */
export function AccountLedgerTab(props: {
  readonly filter: JournalFilter;
  readonly onFilter: (filter: JournalFilter) => void;
}) {
  const { t } = useLingui();
  const { id: accountId, currency } = useAccount();
  const accounts = useQuery(trpc.ledger.accounts.queryOptions({ accountId }));
  return (
    <>
      <Section title={t`Ledger accounts`} description={<Trans>Rebuilt from their postings just now.</Trans>}>
        <DataTable
          caption={t`Ledger accounts`}
          rows={accounts.data?.accounts ?? []}
          rowKey={(each) => each.ledgerAccountId}
          loading={accounts.isPending}
          error={
            accounts.error && (
              <ProblemState
                thing={t`The ledger accounts could not be loaded`}
                error={accounts.error}
                onRetry={() => void accounts.refetch()}
                retrying={accounts.isFetching}
              />
            )
          }
          empty={
            <EmptyState>
              <Trans>No money of this account has moved yet.</Trans>
            </EmptyState>
          }
          columns={[
            {
              key: "account",
              head: <Trans context="ledger">Account</Trans>,
              rowHead: true,
              cell: (each) => (
                <span className="font-normal [&>span]:items-start!">
                  <AccountCode code={each.code} reference={each.reference} lotKind={each.lotKind} />
                </span>
              ),
            },
            {
              key: "journals",
              head: <Trans>Movements</Trans>,
              align: "end",
              cell: (each) => <span className="figures">{each.journals}</span>,
            },
            {
              key: "balance",
              head: <Trans>Balance ({currency})</Trans>,
              align: "end",
              cell: (each) => <BookAmount value={each.balance} />,
            },
          ]}
        />
      </Section>
      <AccountJournals key={JSON.stringify(props.filter)} filter={props.filter} onFilter={props.onFilter} />
    </>
  );
}
