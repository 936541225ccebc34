import { createFileRoute, redirect } from "@tanstack/react-router";
import { VerifyEmailPage } from "../features/identity/verify-email-page.tsx";

export const Route = createFileRoute("/verify-email")({
  validateSearch: (search): { email?: string } =>
    typeof search["email"] === "string" ? { email: search["email"] } : {},
  beforeLoad: ({ search }) => {
    if (search.email === undefined) throw redirect({ to: "/sign-in" });
  },
  component: function VerifyEmail() {
    return <VerifyEmailPage email={Route.useSearch().email ?? ""} />;
  },
});
