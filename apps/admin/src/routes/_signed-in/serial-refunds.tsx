import { createFileRoute } from "@tanstack/react-router";
import { VelocityPage, velocityPeriods } from "../../features/refunds/velocity-page.tsx";

export const Route = createFileRoute("/_signed-in/serial-refunds")({
  validateSearch: (search): { days?: number } => {
    const days = velocityPeriods.find((each) => each === search["days"]);
    return days === undefined ? {} : { days };
  },
  component: function SerialRefunds() {
    const navigate = Route.useNavigate();
    return (
      <VelocityPage
        days={Route.useSearch().days}
        onDays={(days) => void navigate({ search: days === undefined ? {} : { days }, resetScroll: false })}
      />
    );
  },
});
