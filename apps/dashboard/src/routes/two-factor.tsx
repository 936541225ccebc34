import { createFileRoute } from "@tanstack/react-router";
import { safeReturnPath } from "@tenure/ui/app";
import { TwoFactorPage } from "../features/identity/two-factor-page.tsx";

export const Route = createFileRoute("/two-factor")({
  validateSearch: (search): { next?: string } =>
    search["next"] === undefined ? {} : { next: safeReturnPath(search["next"], "/") },
  component: function TwoFactor() {
    return <TwoFactorPage next={Route.useSearch().next ?? "/"} />;
  },
});
