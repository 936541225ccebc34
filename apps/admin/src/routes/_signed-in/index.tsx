import { createFileRoute } from "@tanstack/react-router";
import { TodayPage } from "../../features/today/today-page.tsx";

export const Route = createFileRoute("/_signed-in/")({
  validateSearch: (search): { alert?: string; resolved?: true } => ({
    ...(typeof search["alert"] === "string" ? { alert: search["alert"] } : {}),
    ...(search["resolved"] === true ? { resolved: true } : {}),
  }),
  component: function Today() {
    const { alert, resolved } = Route.useSearch();
    return <TodayPage alertId={alert ?? null} resolved={resolved ?? false} />;
  },
});
