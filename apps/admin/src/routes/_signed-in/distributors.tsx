import { createFileRoute } from "@tanstack/react-router";
import { DistributorsPage } from "../../features/distributors/distributors-page.tsx";

export const Route = createFileRoute("/_signed-in/distributors")({ component: DistributorsPage });
