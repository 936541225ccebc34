import { createFileRoute } from "@tanstack/react-router";
import { SecuritySettings } from "@tenure/ui/identity";

export const Route = createFileRoute("/_signed-in/settings/security")({ component: SecuritySettings });
