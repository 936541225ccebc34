import { createFileRoute } from "@tanstack/react-router";
import { AddOnsPage } from "../../features/add-ons/add-ons-page.tsx";

export const Route = createFileRoute("/_signed-in/add-ons")({ component: AddOnsPage });
