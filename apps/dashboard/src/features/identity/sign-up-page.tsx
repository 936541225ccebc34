import { Trans, useLingui } from "@lingui/react/macro";
import { Link, useNavigate } from "@tanstack/react-router";
import { Callout } from "@tenure/ui";
import { AuthPage, SignUpForm } from "@tenure/ui/identity";
import { changeLocale } from "../../i18n/change-locale.ts";

/** A new login. */
export function SignUpPage(props: {
  /** They followed somebody's link. */
  readonly invited?: boolean;
}) {
  const { t } = useLingui();
  const navigate = useNavigate();
  return (
    <AuthPage title={t`Create an account`} onLocale={(locale) => void changeLocale(locale)}>
      {props.invited === true && (
        <div className="mb-5">
          <Callout tone="info" title={<Trans>You were invited</Trans>}>
            <Trans>Stay in this browser until your account is open, so that the invitation counts.</Trans>
          </Callout>
        </div>
      )}
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
