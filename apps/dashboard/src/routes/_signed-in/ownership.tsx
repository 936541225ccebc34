import { createFileRoute } from "@tanstack/react-router";
import { HolderPage } from "../../features/holder/holder-page.tsx";
import { ChangeSection } from "../../features/subject-changes/change-section.tsx";
import { IncomingSection } from "../../features/subject-changes/incoming-section.tsx";

export const Route = createFileRoute("/_signed-in/ownership")({
  validateSearch: (raw: Record<string, unknown>): { readonly verification?: string } =>
    typeof raw["verification"] === "string" && /^[0-9a-f-]{36}$/.test(raw["verification"])
      ? { verification: raw["verification"] }
      : {},
  component: function Ownership() {
    return (
      <HolderPage
        verificationId={Route.useSearch().verification}
        before={<IncomingSection />}
        after={<ChangeSection />}
      />
    );
  },
});
