import { Trans, useLingui } from "@lingui/react/macro";
import { Link, useNavigate } from "@tanstack/react-router";
import { AuthPage, SignUpForm } from "@tenure/ui/identity";
import { changeLocale } from "../../i18n/change-locale.ts";

/** A new login. */
export function SignUpPage() {
  const { t } = useLingui();
  const navigate = useNavigate();
  return (
    <AuthPage title={t`Create an account`} onLocale={(locale) => void changeLocale(locale)}>
      <SignUpForm
        callbackPath="/dashboard/"
        onSignedUp={(email) => void navigate({ to: "/verify-email", search: { email } })}
      />
      <p className="mt-8 text-muted">
        <Trans>
          Already have one?{" "}
          <Link to="/sign-in" className="text-link">
            Sign in
          </Link>
        </Trans>
      </p>
    </AuthPage>
  );
}
