import { createFileRoute } from "@tanstack/react-router";
import { RedeemPage } from "../../features/gifts/redeem-page.tsx";

export const Route = createFileRoute("/_signed-in/redeem/$code")({
  component: function Redeem() {
    const { code } = Route.useParams();
    return <RedeemPage key={code} code={code} />;
  },
});
