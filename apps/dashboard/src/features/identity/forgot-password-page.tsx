import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { AuthPage, ForgotPasswordForm } from "@tenure/ui/identity";
import { changeLocale } from "../../i18n/change-locale.ts";

/** Asking for the link that lets one choose a new password. */
export function ForgotPasswordPage() {
  const { t } = useLingui();
  return (
    <AuthPage
      title={t`Forgot the password`}
      description={<Trans>We send a link to choose a new one.</Trans>}
      onLocale={(locale) => void changeLocale(locale)}
    >
      <ForgotPasswordForm resetPath="/dashboard/reset-password" />
      <p className="mt-8">
        <Link to="/sign-in" className="text-link">
          <Trans>Back to sign-in</Trans>
        </Link>
      </p>
    </AuthPage>
  );
}
