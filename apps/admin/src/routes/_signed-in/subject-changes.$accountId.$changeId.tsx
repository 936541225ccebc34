import { createFileRoute } from "@tanstack/react-router";
import { ChangePage } from "../../features/subject-changes/change-page.tsx";

export const Route = createFileRoute("/_signed-in/subject-changes/$accountId/$changeId")({
  component: function SubjectChange() {
    const { accountId, changeId } = Route.useParams();
    return <ChangePage key={changeId} accountId={accountId} changeId={changeId} />;
  },
});
