import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { AuthPage, VerifyEmailNotice } from "@tenure/ui/identity";
import { changeLocale } from "../../i18n/change-locale.ts";

/** "Check your mailbox", after signing up or when signing in before the link was opened. */
export function VerifyEmailPage(props: { readonly email: string }) {
  const { t } = useLingui();
  return (
    <AuthPage title={t`Check your mailbox`} onLocale={(locale) => void changeLocale(locale)}>
      <VerifyEmailNotice email={props.email} callbackPath="/dashboard/" />
      <p className="mt-8">
        <Link to="/sign-in" className="text-link">
          <Trans>Back to sign-in</Trans>
        </Link>
      </p>
    </AuthPage>
  );
}
