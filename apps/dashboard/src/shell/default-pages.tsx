import { Trans, useLingui } from "@lingui/react/macro";
import { type ErrorComponentProps, Link, useRouter } from "@tanstack/react-router";
import { PageHeader } from "@tenure/ui";
import { CrashPage } from "@tenure/ui/app";
import { PublicPage } from "./public-page.tsx";

/** Any route that could not be loaded or drawn. */
export function DefaultErrorPage({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <CrashPage
      error={error}
      onRetry={() => {
        reset();
        void router.invalidate();
      }}
    />
  );
}

/** Any address that leads nowhere. */
export function DefaultNotFoundPage() {
  const { t } = useLingui();
  return (
    <PublicPage>
      <PageHeader
        title={t`There is no such page`}
        description={
          <Trans>The address may be mistyped, or the page was moved. Nothing of yours was changed.</Trans>
        }
      />
      <Link to="/" className="text-link">
        <Trans>Go to the overview</Trans>
      </Link>
    </PublicPage>
  );
}
