import { createFileRoute } from "@tanstack/react-router";
import { RefundsPage } from "../../features/refunds/refunds-page.tsx";

export const Route = createFileRoute("/_signed-in/refunds/")({ component: RefundsPage });
