import { createFileRoute } from "@tanstack/react-router";
import { AlertPage } from "../features/subject-changes/alert-page.tsx";

export const Route = createFileRoute("/ownership-alert")({ component: AlertPage });
