import { createFileRoute } from "@tanstack/react-router";
import { OpenCasePage } from "../../features/refund-cases/open-case-page.tsx";

export const Route = createFileRoute("/_signed-in/refund-cases_/new/$orderId")({
  component: function OpenCase() {
    return <OpenCasePage orderId={Route.useParams().orderId} />;
  },
});
