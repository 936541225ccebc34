import { Trans } from "@lingui/react/macro";
import { type ErrorComponentProps, Link, useRouter } from "@tanstack/react-router";
import { CrashPage, NotFoundPage } from "@tenure/ui/app";

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
  return (
    <NotFoundPage
      home={
        <Link to="/" className="text-link">
          <Trans>Go to the start</Trans>
        </Link>
      }
    />
  );
}
