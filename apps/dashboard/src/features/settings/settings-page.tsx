import { useLingui } from "@lingui/react/macro";
import { Link, Outlet, useLocation } from "@tanstack/react-router";
import { PageHeader } from "@tenure/ui";
import { useCurrentAccount } from "../../account/current-account.tsx";

const tabClass =
  "-mb-px inline-flex min-h-9 items-center border-b-2 border-transparent text-muted hover:text-ink aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-ink phone:min-h-11";

/** The frame of the settings: its parts are pages of their own, so that each can be linked to. */
export function SettingsPage() {
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const pathname = useLocation({ select: (location) => location.pathname });
  const own = [
    { to: "/settings/profile", name: t`Profile` },
    { to: "/settings/security", name: t`Security` },
  ] as const;
  const ofAccount = [
    { to: "/settings/payment-methods", name: t`Payment methods` },
    { to: "/settings/spend-limits", name: t`Spend limits` },
    { to: "/settings/data", name: t`Your data` },
  ] as const;
  const tabs = account.role === "representative" ? own : [...own, ...ofAccount];
  return (
    <>
      <PageHeader title={t`Settings`} part={tabs.find(({ to }) => pathname.startsWith(to))?.name} />
      <nav aria-label={t`Settings`} className="mb-6 flex gap-5 overflow-x-auto border-b border-hairline">
        {tabs.map(({ to, name }) => (
          <Link key={to} to={to} className={tabClass}>
            {name}
          </Link>
        ))}
      </nav>
      <Outlet />
    </>
  );
}
