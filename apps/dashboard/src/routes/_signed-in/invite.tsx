import { createFileRoute } from "@tanstack/react-router";
import { InvitePage } from "../../features/referrals/invite-page.tsx";

export const Route = createFileRoute("/_signed-in/invite")({ component: InvitePage });
