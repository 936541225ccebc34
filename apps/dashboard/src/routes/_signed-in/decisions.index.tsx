import { createFileRoute } from "@tanstack/react-router";
import { DecisionsPage } from "../../features/decisions/decisions-page.tsx";

export const Route = createFileRoute("/_signed-in/decisions/")({ component: DecisionsPage });
