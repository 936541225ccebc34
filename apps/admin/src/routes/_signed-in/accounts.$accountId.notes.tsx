import { createFileRoute } from "@tanstack/react-router";
import { NotesTab } from "../../features/notes/notes-tab.tsx";

export const Route = createFileRoute("/_signed-in/accounts/$accountId/notes")({ component: NotesTab });
