import { createFileRoute } from "@tanstack/react-router";
import { CancelBeforePage } from "../features/price-changes/cancel-before-page.tsx";

export const Route = createFileRoute("/cancel-before-price-change")({ component: CancelBeforePage });
