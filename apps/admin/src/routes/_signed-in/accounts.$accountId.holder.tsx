import { createFileRoute } from "@tanstack/react-router";
import { HolderTab } from "../../features/holder/holder-tab.tsx";
import { AccountChanges } from "../../features/subject-changes/account-changes.tsx";

export const Route = createFileRoute("/_signed-in/accounts/$accountId/holder")({
  component: function Holder() {
    return (
      <>
        <HolderTab />
        <AccountChanges />
      </>
    );
  },
});
