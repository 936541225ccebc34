import { createFileRoute } from "@tanstack/react-router";
import { GivePage } from "../../features/gifts/give-page.tsx";

export const Route = createFileRoute("/_signed-in/gifts_/new")({ component: GivePage });
