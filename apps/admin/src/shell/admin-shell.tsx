import { useLingui } from "@lingui/react/macro";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, Outlet, useLocation, useNavigate } from "@tanstack/react-router";
import { AccountMenu, AppShell, Brand, PaletteButton, usePalette, lazyPiece } from "@tenure/ui";
import { loadRestOfTexts, OfflineBanner, useLiveUpdates } from "@tenure/ui/app";
import { sessionQuery, signOut, StepUpHost } from "@tenure/ui/identity";
import { Suspense } from "react";
import { changeLocale } from "../i18n/change-locale.ts";
import { trpc } from "../trpc.ts";
import { isToldToStaff, STAFF_STREAM } from "./live-queries.ts";
import { navigation } from "./navigation.ts";
import { StaffOnly } from "./staff-only.tsx";
import { ToSignIn } from "./to-sign-in.tsx";
import { useMayHear, useWaiting } from "./use-waiting.ts";

// Nobody searches before the first page stands.
const fetchPalette = async () => {
  // It names the pages of an account.
  const [palette] = await Promise.all([import("./admin-palette.tsx"), loadRestOfTexts()]);
  return palette;
};
const AdminPalette = lazyPiece(fetchPalette);

/** The frame of the signed-in pages. When the session ends under them it leads to sign-in, with the way back. */
export function AdminShell() {
  const { i18n, t } = useLingui();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const stepUp = useMutation(trpc.identity.stepUp.mutationOptions());
  const { pathname, href } = useLocation();
  const { data: session } = useQuery(sessionQuery);
  const waiting = useWaiting();
  useLiveUpdates(useMayHear() ? STAFF_STREAM : null, isToldToStaff);
  const [searches, setSearches] = usePalette(fetchPalette);
  if (!session) return <ToSignIn from={href} />;

  const leave = async () => {
    await signOut();
    await navigate({ to: "/sign-in" });
    // Nothing of this person may be there when the next one signs in.
    queryClient.clear();
  };

  return (
    <AppShell
      brand={<Brand area={t`Admin`} />}
      nav={navigation.map((entry) => ({
        href: entry.to,
        label: i18n._(entry.label),
        icon: entry.icon,
        current: entry.to === "/" ? pathname === "/" : pathname.startsWith(entry.to),
        ...(entry.to === "/" ? { waiting } : {}),
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
          onSignOut={() => void leave()}
        />
      }
      search={<PaletteButton onOpen={() => setSearches(true)} />}
      banner={<OfflineBanner />}
    >
      <StaffOnly>
        <Outlet />
      </StaffOnly>
      {searches && (
        <Suspense>
          <AdminPalette
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
