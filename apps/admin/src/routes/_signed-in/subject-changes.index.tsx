import { createFileRoute } from "@tanstack/react-router";
import { ChangesPage } from "../../features/subject-changes/changes-page.tsx";
import { type ChangeFilter, readChangeFilter } from "../../features/subject-changes/types.ts";

export const Route = createFileRoute("/_signed-in/subject-changes/")({
  validateSearch: (search): ChangeFilter => readChangeFilter(search),
  component: function SubjectChanges() {
    const navigate = Route.useNavigate();
    return (
      <ChangesPage
        filter={Route.useSearch()}
        onFilter={(filter) => void navigate({ search: filter, resetScroll: false })}
      />
    );
  },
});
