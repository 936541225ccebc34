import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useRouter } from "@tanstack/react-router";
import { AuthPage, SignInForm, sessionQuery } from "@tenure/ui/identity";
import { changeLocale } from "../../i18n/change-locale.ts";

/** Signing in. `next` is where the person wanted to go. */
export function SignInPage(props: { readonly next: string }) {
  const { next } = props;
  const { t } = useLingui();
  const navigate = useNavigate();
  const router = useRouter();
  const queryClient = useQueryClient();
  return (
    <AuthPage title={t`Sign in`} onLocale={(locale) => void changeLocale(locale)}>
      <SignInForm
        onSignedIn={() => {
          queryClient.removeQueries({ queryKey: sessionQuery.queryKey });
          void router.navigate({ href: next });
        }}
        onSecondFactor={() => void navigate({ to: "/two-factor", search: { next } })}
        onUnverified={(email) => void navigate({ to: "/verify-email", search: { email } })}
        forgotLink={
          <Link to="/forgot-password" className="text-link">
            <Trans>Forgot the password?</Trans>
          </Link>
        }
      />
      <p className="mt-8 text-muted">
        <Trans>
          New here?{" "}
          <Link to="/sign-up" className="text-link">
            Create an account
          </Link>
        </Trans>
      </p>
    </AuthPage>
  );
}
