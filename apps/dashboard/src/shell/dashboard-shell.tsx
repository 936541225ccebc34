import { useLingui } from "@lingui/react/macro";
import { type Query, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, Navigate, Outlet, useLocation, useNavigate } from "@tanstack/react-router";
import { AccountMenu, AppShell, Brand, PaletteButton, usePalette, lazyPiece } from "@tenure/ui";
import { OfflineBanner, useLiveUpdates } from "@tenure/ui/app";
import { sessionQuery, signOut, StepUpHost } from "@tenure/ui/identity";
import { type ReactNode, Suspense } from "react";
import { AccountClock } from "../account/account-clock.tsx";
import { CurrentAccountProvider, useCurrentAccount } from "../account/current-account.tsx";
import { StandingBanner } from "../features/account-end/standing-banner.tsx";
import { TermsGate } from "../features/terms/terms-gate.tsx";
import { changeLocale } from "../i18n/change-locale.ts";
import { trpc } from "../trpc.ts";
import { AccountSwitcher } from "./account-switcher.tsx";
import { InvitationWaits } from "./invitation-waits.tsx";
import { isForRepresentatives, isWithin, navigation, type NavigationEntry } from "./navigation.ts";
import { SandboxBanner } from "./sandbox-banner.tsx";
import { ToSignIn } from "./to-sign-in.tsx";

// Seen once in an account's life.
const CreateAccountPage = lazyPiece(async () => ({
  default: (await import("../features/onboarding/create-account-page.tsx")).CreateAccountPage,
}));

// Nobody searches before the first page stands.
const fetchPalette = () => import("./dashboard-palette.tsx");
const DashboardPalette = lazyPiece(fetchPalette);

/** The frame of the signed-in pages. When the session ends under them it leads to sign-in, with the way back. */
export function DashboardShell() {
  const { href } = useLocation();
  const { data: session } = useQuery(sessionQuery);
  if (!session) return <ToSignIn from={href} />;
  return (
    <CurrentAccountProvider
      withoutAccount={
        <Frame entries={[]} user={session.user}>
          <InvitationWaits />
          <CreateAccountPage onLocale={(locale) => void changeLocale(locale)} />
        </Frame>
      }
    >
      <AccountFrame user={session.user} />
    </CurrentAccountProvider>
  );
}

interface User {
  readonly name: string;
  readonly email: string;
}

function Frame(props: {
  readonly entries: readonly NavigationEntry[];
  /** Whoever only represents the holder sees the change of it and their own login's settings (C3.9). */
  readonly represents?: boolean;
  readonly user: User;
  readonly children: ReactNode;
}) {
  const { entries, represents = false, user, children } = props;
  const { i18n } = useLingui();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const stepUp = useMutation(trpc.identity.stepUp.mutationOptions());
  const { pathname } = useLocation();
  const [searches, setSearches] = usePalette(fetchPalette);

  const leave = async () => {
    await signOut();
    await navigate({ to: "/sign-in" });
    // Nothing of this person may be there when the next one signs in.
    queryClient.clear();
  };

  return (
    <AppShell
      brand={<Brand />}
      nav={entries.map((entry) => ({
        href: entry.to,
        label: i18n._(entry.label),
        icon: entry.icon,
        current: isWithin(entry, pathname),
      }))}
      renderLink={({ href: to, current, ...link }) => (
        <Link key={to} to={to} {...(current ? { "aria-current": "page" as const } : {})} {...link} />
      )}
      account={
        <AccountMenu
          name={user.name}
          email={user.email}
          onLocale={(locale) => void changeLocale(locale)}
          onSettings={() => void navigate({ to: "/settings" })}
          onSignOut={() => void leave()}
        />
      }
      search={<PaletteButton onOpen={() => setSearches(true)} />}
      banner={<OfflineBanner />}
    >
      {children}
      {searches && (
        <Suspense>
          <DashboardPalette
            entries={entries}
            represents={represents}
            onLocale={(locale) => void changeLocale(locale)}
            onSignOut={() => void leave()}
            onClose={() => setSearches(false)}
          />
        </Suspense>
      )}
      <StepUpHost verifyCode={(code) => stepUp.mutateAsync({ code })} />
    </AppShell>
  );
}

/** Nearly all that is shown is the account's; the rules in force are not. */
const isTold = ({ queryKey: [path] }: Query): boolean =>
  !(Array.isArray(path) && path[0] === "policyVersions");

/** A representative sees the change of the account's holder and nothing else of the account (C3.9). */
function AccountFrame(props: { readonly user: User }) {
  const { account } = useCurrentAccount();
  const { pathname } = useLocation();
  const represents = account.role === "representative";
  useLiveUpdates(`/api/live?accountId=${account.id}`, isTold);
  const entries = represents ? navigation.filter(({ to }) => isForRepresentatives(to)) : navigation;
  return (
    <Frame entries={entries} represents={represents} user={props.user}>
      <AccountClock>
        <AccountSwitcher />
        <InvitationWaits />
        {!account.livemode && !represents && <SandboxBanner />}
        <StandingBanner />
        <TermsGate />
        {represents && !isForRepresentatives(pathname) ? <Navigate to="/ownership" replace /> : <Outlet />}
      </AccountClock>
    </Frame>
  );
}
