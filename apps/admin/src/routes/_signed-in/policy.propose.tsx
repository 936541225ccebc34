import { createFileRoute } from "@tanstack/react-router";
import { ProposePage } from "../../features/policy/propose-page.tsx";

export const Route = createFileRoute("/_signed-in/policy/propose")({ component: ProposePage });
