import { createFileRoute } from "@tanstack/react-router";
import { KeysPage } from "../../features/keys/keys-page.tsx";

export const Route = createFileRoute("/_signed-in/keys")({ component: KeysPage });
