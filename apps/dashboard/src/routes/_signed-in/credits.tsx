import { createFileRoute, useNavigate } from "@tanstack/react-router";
import { AutoTopUpCard } from "../../features/auto-top-up/auto-top-up-card.tsx";
import { CreditsPage } from "../../features/credits/credits-page.tsx";
import { TopUpReturn } from "../../features/credits/top-up-return.tsx";
import { ExpiringNote } from "../../features/lots/expiring-note.tsx";
import { LotsSection } from "../../features/lots/lots-section.tsx";
import { RefundAction } from "../../features/refunds/refund-action.tsx";

interface CreditsSearch {
  readonly order?: string;
  readonly checkout?: "done" | "cancelled";
}

export const Route = createFileRoute("/_signed-in/credits")({
  // The payment provider leads back here with the order in the address.
  validateSearch: ({ order, checkout }): CreditsSearch =>
    typeof order === "string" && (checkout === "done" || checkout === "cancelled") ? { order, checkout } : {},
  component: function Credits() {
    const { order, checkout } = Route.useSearch();
    const navigate = useNavigate();
    return (
      <CreditsPage
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
