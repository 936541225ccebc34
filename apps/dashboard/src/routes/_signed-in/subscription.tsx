import { createFileRoute, useNavigate } from "@tanstack/react-router";
import { readSort } from "@tenure/ui";
import { type CheckoutOutcome, CheckoutReturn } from "../../features/subscription/checkout-return.tsx";
import { RefundAction } from "../../features/refunds/refund-action.tsx";
import { SubscriptionPage } from "../../features/subscription/subscription-page.tsx";

interface SubscriptionSearch {
  readonly sort?: string;
  readonly order?: string;
  readonly checkout?: CheckoutOutcome;
}

export const Route = createFileRoute("/_signed-in/subscription")({
  // The payment provider leads back here with the order in the address.
  validateSearch: ({ order, checkout, sort }): SubscriptionSearch => ({
    ...readSort(sort),
    ...(typeof order === "string" && (checkout === "done" || checkout === "cancelled")
      ? { order, checkout }
      : {}),
  }),
  component: function Subscription() {
    const { order, checkout, sort } = Route.useSearch();
    const navigate = useNavigate();
    return (
      <SubscriptionPage
        sort={sort}
        onSort={(next) => void navigate({ to: "/subscription", search: next, resetScroll: false })}
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
