import { createFileRoute } from "@tanstack/react-router";
import { PlatformKeysPage } from "../../features/platform-keys/platform-keys-page.tsx";

export const Route = createFileRoute("/_signed-in/platform-keys")({ component: PlatformKeysPage });
