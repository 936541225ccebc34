import { createFileRoute, useNavigate } from "@tanstack/react-router";
import { type CheckoutOutcome, CheckoutReturn } from "../../features/subscription/checkout-return.tsx";
import { RefundAction } from "../../features/refunds/refund-action.tsx";
import { SubscriptionPage } from "../../features/subscription/subscription-page.tsx";

interface SubscriptionSearch {
  readonly order?: string;
  readonly checkout?: CheckoutOutcome;
}

export const Route = createFileRoute("/_signed-in/subscription")({
  // The payment provider leads back here with the order in the address.
  validateSearch: ({ order, checkout }): SubscriptionSearch =>
    typeof order === "string" && (checkout === "done" || checkout === "cancelled") ? { order, checkout } : {},
  component: function Subscription() {
    const { order, checkout } = Route.useSearch();
    const navigate = useNavigate();
    return (
      <SubscriptionPage
        refundOf={(order) => <RefundAction order={order} of="plan" />}
        checkout={
          order !== undefined &&
          checkout !== undefined && (
            <CheckoutReturn
              key={order}
              orderId={order}
              outcome={checkout}
              onDismiss={() => void navigate({ to: "/subscription", resetScroll: false })}
            />
          )
        }
      />
    );
  },
});
