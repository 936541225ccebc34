import { createFileRoute } from "@tanstack/react-router";
import { AddOnCataloguePage } from "../../features/add-ons/catalogue-page.tsx";

export const Route = createFileRoute("/_signed-in/add-ons")({ component: AddOnCataloguePage });
