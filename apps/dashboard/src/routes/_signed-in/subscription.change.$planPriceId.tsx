import { createFileRoute, useNavigate } from "@tanstack/react-router";
import { ChangeDialog } from "../../features/subscription/change-dialog.tsx";

export const Route = createFileRoute("/_signed-in/subscription/change/$planPriceId")({
  component: function Change() {
    const { planPriceId } = Route.useParams();
    const navigate = useNavigate();
    return (
      <ChangeDialog
        key={planPriceId}
        planPriceId={planPriceId}
        onOrdered={(order) =>
          void navigate({ to: "/subscription", search: { order, checkout: "done" }, replace: true })
        }
        onClose={() => void navigate({ to: "/subscription", resetScroll: false })}
      />
    );
  },
});
