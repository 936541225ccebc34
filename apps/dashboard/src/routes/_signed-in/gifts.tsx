import { createFileRoute } from "@tanstack/react-router";
import { GiftPaid } from "../../features/gifts/gift-payment.tsx";
import { GiftsPage } from "../../features/gifts/gifts-page.tsx";

interface GiftsSearch {
  readonly order?: string;
  readonly checkout?: "done" | "cancelled";
}

export const Route = createFileRoute("/_signed-in/gifts")({
  // The payment provider leads back here with the order in the address.
  validateSearch: ({ order, checkout }): GiftsSearch =>
    typeof order === "string" && (checkout === "done" || checkout === "cancelled") ? { order, checkout } : {},
  component: function Gifts() {
    const { order, checkout } = Route.useSearch();
    return (
      <GiftsPage
        checkout={
          order !== undefined && <GiftPaid key={order} orderId={order} finished={checkout === "done"} />
        }
      />
    );
  },
});
