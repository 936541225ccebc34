import { createFileRoute } from "@tanstack/react-router";
import { ChangePage } from "../../features/subject-changes/change-page.tsx";
import { readStep, type StepKey } from "../../features/subject-changes/step-keys.ts";

export const Route = createFileRoute("/_signed-in/ownership_/change/$changeId")({
  validateSearch: (raw: Record<string, unknown>): { readonly step?: StepKey } => {
    const step = readStep(raw["step"]);
    return step === undefined ? {} : { step };
  },
  component: function Change() {
    const { changeId } = Route.useParams();
    return <ChangePage key={changeId} changeId={changeId} step={Route.useSearch().step} />;
  },
});
