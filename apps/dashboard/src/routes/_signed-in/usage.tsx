import { createFileRoute } from "@tanstack/react-router";
import { UsagePage } from "../../features/usage/usage-page.tsx";

export const Route = createFileRoute("/_signed-in/usage")({ component: UsagePage });
