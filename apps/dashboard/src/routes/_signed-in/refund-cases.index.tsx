import { createFileRoute } from "@tanstack/react-router";
import { RefundCasesPage } from "../../features/refund-cases/refund-cases-page.tsx";

export const Route = createFileRoute("/_signed-in/refund-cases/")({ component: RefundCasesPage });
