import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate, useRouter } from "@tanstack/react-router";
import { AuthPage, SignInForm, sessionQuery } from "@tenure/ui/identity";
import { changeLocale } from "../../i18n/change-locale.ts";

/** Signing in as staff: logins are given, not made here, so there is no sign-up. `next` is where the person wanted to go. */
export function SignInPage(props: { readonly next: string }) {
  const { next } = props;
  const { t } = useLingui();
  const navigate = useNavigate();
  const router = useRouter();
  const queryClient = useQueryClient();
  return (
    <AuthPage title={t`Sign in`} area={t`Admin`} onLocale={(locale) => void changeLocale(locale)}>
      <SignInForm
        onSignedIn={() => {
          queryClient.removeQueries({ queryKey: sessionQuery.queryKey });
          void router.navigate({ href: next });
        }}
        onSecondFactor={() => void navigate({ to: "/two-factor", search: { next } })}
        onUnverified={() => undefined}
        forgotLink={
          <a href="/dashboard/forgot-password" className="text-link">
            <Trans>Forgot the password?</Trans>
          </a>
        }
      />
    </AuthPage>
  );
}
