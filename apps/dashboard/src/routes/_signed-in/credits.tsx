import { createFileRoute, useNavigate } from "@tanstack/react-router";
import { AutoTopUpCard } from "../../features/auto-top-up/auto-top-up-card.tsx";
import { CreditsPage } from "../../features/credits/credits-page.tsx";
import {
  readTransactionsSearch,
  type TransactionsSearch,
} from "../../features/credits/transactions-search.ts";
import { TopUpReturn } from "../../features/credits/top-up-return.tsx";
import { ExpiringNote } from "../../features/lots/expiring-note.tsx";
import { LotsSection } from "../../features/lots/lots-section.tsx";
import { RefundAction } from "../../features/refunds/refund-action.tsx";

interface CreditsSearch extends TransactionsSearch {
  readonly order?: string;
  readonly checkout?: "done" | "cancelled";
}

export const Route = createFileRoute("/_signed-in/credits")({
  // The payment provider leads back here with the order in the address.
  validateSearch: ({ order, checkout, ...rest }): CreditsSearch => ({
    ...readTransactionsSearch(rest),
    ...(typeof order === "string" && (checkout === "done" || checkout === "cancelled")
      ? { order, checkout }
      : {}),
  }),
  component: function Credits() {
    const { order, checkout, ...search } = Route.useSearch();
    const navigate = useNavigate();
    return (
      <CreditsPage
        search={search}
        onSearch={(next) => void navigate({ to: "/credits", search: next, resetScroll: false })}
        checkout={
          order !== undefined &&
          checkout !== undefined && (
            <TopUpReturn
              key={order}
              orderId={order}
              outcome={checkout}
              onDismiss={() => void navigate({ to: "/credits", resetScroll: false })}
            />
          )
        }
        refundOf={(order) => <RefundAction order={order} of="top_up" />}
        autoTopUp={<AutoTopUpCard />}
        lots={<LotsSection />}
        expiring={<ExpiringNote />}
      />
    );
  },
});
