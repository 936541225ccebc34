import { createFileRoute, useNavigate } from "@tanstack/react-router";
import { SetUpPage } from "../../features/auto-top-up/set-up-page.tsx";

export const Route = createFileRoute("/_signed-in/credits_/automatic")({
  component: function Automatic() {
    const navigate = useNavigate();
    return <SetUpPage onAgreed={() => void navigate({ to: "/credits", hash: "auto-top-up" })} />;
  },
});
