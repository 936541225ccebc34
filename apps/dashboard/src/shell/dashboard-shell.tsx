import { useLingui } from "@lingui/react/macro";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, Outlet, useLocation, useNavigate } from "@tanstack/react-router";
import { AccountMenu, AppShell, Brand } from "@tenure/ui";
import { OfflineBanner } from "@tenure/ui/app";
import { identity, StepUpHost, sessionQuery } from "@tenure/ui/identity";
import { AccountClock } from "../account/account-clock.tsx";
import { CurrentAccountProvider, useCurrentAccount, useMe } from "../account/current-account.tsx";
import { StandingBanner } from "../features/account-end/standing-banner.tsx";
import { CreateAccountPage } from "../features/onboarding/create-account-page.tsx";
import { TermsGate } from "../features/terms/terms-gate.tsx";
import { changeLocale } from "../i18n/change-locale.ts";
import { trpc } from "../trpc.ts";
import { navigation } from "./navigation.ts";
import { SandboxBanner } from "./sandbox-banner.tsx";
import { ToSignIn } from "./to-sign-in.tsx";

/** The frame of the signed-in pages. When the session ends under them it leads to sign-in, with the way back. */
export function DashboardShell() {
  const { i18n } = useLingui();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const stepUp = useMutation(trpc.identity.stepUp.mutationOptions());
  const { pathname, href } = useLocation();
  const { data: session } = useQuery(sessionQuery);
  const { accounts } = useMe();
  if (!session) return <ToSignIn from={href} />;

  const signOut = async () => {
    await identity.signOut();
    await navigate({ to: "/sign-in" });
    // Nothing of this person may be there when the next one signs in.
    queryClient.clear();
  };

  return (
    <AppShell
      brand={<Brand />}
      nav={(accounts.length === 0 ? [] : navigation).map((entry) => ({
        href: entry.to,
        label: i18n._(entry.label),
        icon: entry.icon,
        current: entry.to === "/" ? pathname === "/" : pathname.startsWith(entry.to),
      }))}
      renderLink={({ href: to, current, ...link }) => (
        <Link key={to} to={to} {...(current ? { "aria-current": "page" as const } : {})} {...link} />
      )}
      account={
        <AccountMenu
          name={session.user.name}
          email={session.user.email}
          onLocale={(locale) => void changeLocale(locale)}
          onSettings={() => void navigate({ to: "/settings" })}
          onSignOut={() => void signOut()}
        />
      }
      banner={<OfflineBanner />}
    >
      <CurrentAccountProvider
        withoutAccount={<CreateAccountPage onLocale={(locale) => void changeLocale(locale)} />}
      >
        <AccountPages />
      </CurrentAccountProvider>
      <StepUpHost verifyCode={(code) => stepUp.mutateAsync({ code })} />
    </AppShell>
  );
}

function AccountPages() {
  const { account } = useCurrentAccount();
  return (
    <AccountClock>
      {!account.livemode && <SandboxBanner />}
      <StandingBanner />
      <TermsGate />
      <Outlet />
    </AccountClock>
  );
}
