import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { Link, useRouter } from "@tanstack/react-router";
import { AuthPage, sessionQuery, TwoFactorForm } from "@tenure/ui/identity";
import { changeLocale } from "../../i18n/change-locale.ts";

/** The second step of signing in. */
export function TwoFactorPage(props: { readonly next: string }) {
  const { next } = props;
  const { t } = useLingui();
  const router = useRouter();
  const queryClient = useQueryClient();
  return (
    <AuthPage title={t`Second factor`} onLocale={(locale) => void changeLocale(locale)}>
      <TwoFactorForm
        onSignedIn={() => {
          queryClient.removeQueries({ queryKey: sessionQuery.queryKey });
          void router.navigate({ href: next });
        }}
      />
      <p className="mt-8">
        <Link to="/sign-in" className="text-link">
          <Trans>Back to sign-in</Trans>
        </Link>
      </p>
    </AuthPage>
  );
}
