import { createFileRoute } from "@tanstack/react-router";
import { InvitationPage } from "../features/subject-changes/invitation-page.tsx";
import { PublicPage } from "../shell/public-page.tsx";

export const Route = createFileRoute("/ownership-invitation/$changeId")({
  component: function Invitation() {
    const { changeId } = Route.useParams();
    return (
      <PublicPage>
        <InvitationPage key={changeId} changeId={changeId} />
      </PublicPage>
    );
  },
});
