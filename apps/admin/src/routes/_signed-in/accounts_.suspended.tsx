import { createFileRoute } from "@tanstack/react-router";
import { SuspendedPage } from "../../features/measures/suspended-page.tsx";

export const Route = createFileRoute("/_signed-in/accounts_/suspended")({ component: SuspendedPage });
