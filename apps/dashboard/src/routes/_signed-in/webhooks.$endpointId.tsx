import { createFileRoute } from "@tanstack/react-router";
import { EndpointPage } from "../../features/webhooks/endpoint-page.tsx";

export const Route = createFileRoute("/_signed-in/webhooks/$endpointId")({
  component: function Endpoint() {
    return <EndpointPage endpointId={Route.useParams().endpointId} />;
  },
});
