import { createFileRoute } from "@tanstack/react-router";
import { AccountPage } from "../../features/accounts/account-page.tsx";

export const Route = createFileRoute("/_signed-in/accounts/$accountId")({
  component: function Account() {
    return <AccountPage accountId={Route.useParams().accountId} />;
  },
});
