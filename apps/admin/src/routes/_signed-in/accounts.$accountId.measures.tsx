import { createFileRoute } from "@tanstack/react-router";
import { MeasuresSection } from "../../features/measures/measures-section.tsx";

export const Route = createFileRoute("/_signed-in/accounts/$accountId/measures")({
  component: MeasuresSection,
});
