import { createFileRoute } from "@tanstack/react-router";
import { PaymentEventsPage } from "../../features/payment-events/payment-events-page.tsx";
import { type EventFilter, readEventFilter } from "../../features/payment-events/types.ts";

export const Route = createFileRoute("/_signed-in/payment-events")({
  validateSearch: (search): EventFilter => readEventFilter(search),
  component: function PaymentEvents() {
    const navigate = Route.useNavigate();
    return (
      <PaymentEventsPage
        filter={Route.useSearch()}
        onFilter={(filter) => void navigate({ search: filter, resetScroll: false })}
      />
    );
  },
});
