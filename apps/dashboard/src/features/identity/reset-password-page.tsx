import { Trans, useLingui } from "@lingui/react/macro";
import { Link, useNavigate } from "@tanstack/react-router";
import { buttonClass, Callout, useNotify } from "@tenure/ui";
import { AuthPage, ResetPasswordForm } from "@tenure/ui/identity";
import { changeLocale } from "../../i18n/change-locale.ts";

/** Choosing a new password. `token` comes with the mailed link; without it the link was used or is too old. */
export function ResetPasswordPage(props: { readonly token: string | undefined }) {
  const { token } = props;
  const { t } = useLingui();
  const navigate = useNavigate();
  const notify = useNotify();
  return (
    <AuthPage title={t`Choose a new password`} onLocale={(locale) => void changeLocale(locale)}>
      {token === undefined ? (
        <Callout
          tone="refused"
          title={t`This link was used already or is too old`}
          action={
            <Link to="/forgot-password" className={buttonClass("secondary", "sm")}>
              <Trans>Ask for a new link</Trans>
            </Link>
          }
        />
      ) : (
        <ResetPasswordForm
          token={token}
          onReset={() => {
            notify({ tone: "done", title: t`New password set`, detail: t`Sign in with it.` });
            void navigate({ to: "/sign-in" });
          }}
        />
      )}
    </AuthPage>
  );
}
