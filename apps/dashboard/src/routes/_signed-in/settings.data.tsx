import { createFileRoute } from "@tanstack/react-router";
import { DataPage } from "../../features/data/data-page.tsx";

export const Route = createFileRoute("/_signed-in/settings/data")({ component: DataPage });
