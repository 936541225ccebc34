import { createFileRoute } from "@tanstack/react-router";
import { NewChangePage } from "../../features/subject-changes/new-change-page.tsx";

export const Route = createFileRoute("/_signed-in/ownership_/change/new")({ component: NewChangePage });
