import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import type { Outputs } from "@tenure/api/trpc";
import { DataTable, Instant, listRow } from "@tenure/ui";
import type { ReactNode } from "react";
import { AccountStateTag } from "./account-state-tag.tsx";

type StaffAccount = Outputs["accounts"]["list"]["items"][number];

/** Accounts as a table: who holds them, who owns the login, whether they work. */
export function AccountsTable(props: {
  readonly rows: readonly StaffAccount[];
  readonly loading: boolean;
  readonly error: ReactNode;
  readonly empty: ReactNode;
  readonly sort: string | undefined;
  readonly onSort: (sort: { readonly sort?: string }) => void;
  readonly hasMore?: boolean;
}) {
  const { t } = useLingui();
  return (
    <DataTable
      name="accounts"
      caption={t`Accounts`}
      {...props}
      rowKey={(account) => account.id}
      columns={[
        {
          key: "name",
          head: <Trans>Account</Trans>,
          rowHead: true,
          sortBy: (account) => account.name,
          cell: (account) => (
            <Link
              to="/accounts/$accountId"
              params={{ accountId: account.id }}
              className="hover:underline"
              {...listRow}
            >
              {account.name}
            </Link>
          ),
        },
        {
          key: "holder",
          head: <Trans>Holder</Trans>,
          sortBy: (account) => account.holder ?? "",
          cell: (account) => account.holder ?? "—",
        },
        {
          key: "owner",
          head: <Trans>Owner</Trans>,
          cell: (account) => <span className="wrap-anywhere">{account.owner?.email ?? "—"}</span>,
        },
        {
          key: "state",
          head: <Trans>State</Trans>,
          cell: (account) => <AccountStateTag state={account.state} />,
        },
        { key: "currency", head: <Trans>Currency</Trans>, cell: (account) => account.currency },
        {
          key: "opened",
          head: <Trans>Opened</Trans>,
          align: "end",
          sortBy: (account) => account.createdAt,
          cell: (account) => <Instant at={account.createdAt} precision="day" />,
        },
      ]}
    />
  );
}
