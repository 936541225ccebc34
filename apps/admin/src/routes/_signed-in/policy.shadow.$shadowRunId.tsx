import { createFileRoute } from "@tanstack/react-router";
import { ShadowPage } from "../../features/policy/shadow-page.tsx";

export const Route = createFileRoute("/_signed-in/policy/shadow/$shadowRunId")({
  component: function Shadow() {
    return <ShadowPage shadowRunId={Route.useParams().shadowRunId} />;
  },
});
