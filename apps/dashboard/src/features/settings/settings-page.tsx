import { Trans, useLingui } from "@lingui/react/macro";
import { Link, Outlet } from "@tanstack/react-router";
import { PageHeader } from "@tenure/ui";
import { useCurrentAccount } from "../../account/current-account.tsx";

const tabClass =
  "-mb-px inline-flex min-h-9 items-center border-b-2 border-transparent text-muted hover:text-ink aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-ink phone:min-h-11";

/** The frame of the settings: its parts are pages of their own, so that each can be linked to. */
export function SettingsPage() {
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  return (
    <>
      <PageHeader title={t`Settings`} />
      <nav aria-label={t`Settings`} className="mb-6 flex gap-5 overflow-x-auto border-b border-hairline">
        <Link to="/settings/profile" className={tabClass}>
          <Trans>Profile</Trans>
        </Link>
        <Link to="/settings/security" className={tabClass}>
          <Trans>Security</Trans>
        </Link>
        {account.role !== "representative" && (
          <>
            <Link to="/settings/payment-methods" className={tabClass}>
              <Trans>Payment methods</Trans>
            </Link>
            <Link to="/settings/spend-limits" className={tabClass}>
              <Trans>Spend limits</Trans>
            </Link>
            <Link to="/settings/data" className={tabClass}>
              <Trans>Your data</Trans>
            </Link>
          </>
        )}
      </nav>
      <Outlet />
    </>
  );
}
