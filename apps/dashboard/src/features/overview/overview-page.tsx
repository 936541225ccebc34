import { useLingui } from "@lingui/react/macro";
import { PageHeader } from "@tenure/ui";
import { ArriveTogether } from "@tenure/ui/app";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { Attention } from "./attention.tsx";
import { LatestNotices } from "./latest-notices.tsx";
import { PlanOverview } from "./plan-overview.tsx";
import { Promises } from "./promises.tsx";
import { SpendOverview } from "./spend-overview.tsx";
import { WalletOverview } from "./wallet-overview.tsx";

/** Where one arrives: what needs attention first, then plan, credits, what is promised when, what was written. */
export function OverviewPage() {
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  return (
    <>
      <PageHeader title={t`Overview`} description={account.name} />
      <ArriveTogether>
        <Attention />
        <div className="grid grid-cols-2 gap-x-12 border-t border-hairline pt-7 max-lg:grid-cols-1">
          <div>
            <PlanOverview />
          </div>
          <div>
            <WalletOverview />
          </div>
        </div>
        <SpendOverview />
        <Promises />
        <LatestNotices />
      </ArriveTogether>
    </>
  );
}
