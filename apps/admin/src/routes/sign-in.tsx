import { createFileRoute } from "@tanstack/react-router";
import { safeReturnPath } from "@tenure/ui/app";
import { SignInPage } from "../features/identity/sign-in-page.tsx";

export const Route = createFileRoute("/sign-in")({
  validateSearch: (search): { next?: string } =>
    search["next"] === undefined ? {} : { next: safeReturnPath(search["next"], "/") },
  component: function SignIn() {
    return <SignInPage next={Route.useSearch().next ?? "/"} />;
  },
});
