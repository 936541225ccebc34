import { createFileRoute } from "@tanstack/react-router";
import { ReferralsPage } from "../../features/referrals/referrals-page.tsx";
import { readReferralFilter, type ReferralFilter } from "../../features/referrals/types.ts";

export const Route = createFileRoute("/_signed-in/referrals")({
  validateSearch: (search): ReferralFilter => readReferralFilter(search),
  component: function Referrals() {
    const navigate = Route.useNavigate();
    return (
      <ReferralsPage
        filter={Route.useSearch()}
        onFilter={(filter) => void navigate({ search: filter, resetScroll: false })}
      />
    );
  },
});
