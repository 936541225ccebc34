import { createFileRoute } from "@tanstack/react-router";
import { ChangesPage } from "../../features/subject-changes/changes-page.tsx";
import { type ChangeFilter, readChangeFilter } from "../../features/subject-changes/types.ts";

export const Route = createFileRoute("/_signed-in/subject-changes/")({
  validateSearch: (search): ChangeFilter => readChangeFilter(search),
  component: function SubjectChanges() {
    return <ChangesPage filter={Route.useSearch()} />;
  },
});
