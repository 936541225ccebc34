import { createFileRoute } from "@tanstack/react-router";
import { AccountLedgerTab } from "../../features/ledger/account-ledger-tab.tsx";
import { type JournalFilter, readJournalFilter } from "../../features/ledger/types.ts";

export const Route = createFileRoute("/_signed-in/accounts/$accountId/ledger")({
  validateSearch: (search): JournalFilter => readJournalFilter(search),
  component: function AccountLedger() {
    const navigate = Route.useNavigate();
    return (
      <AccountLedgerTab
        filter={Route.useSearch()}
        onFilter={(filter) => void navigate({ search: filter, resetScroll: false })}
      />
    );
  },
});
