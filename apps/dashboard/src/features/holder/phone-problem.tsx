import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { Callout } from "@tenure/ui";
import { ProblemCallout, problemOf } from "@tenure/ui/app";

/** Why nothing was sent or changed, in words of this page where the API's are too general. */
export function PhoneProblem(props: { readonly error: unknown }) {
  const { t } = useLingui();
  if (props.error === null) return null;
  const { code } = problemOf(props.error);
  if (code === "too_many_requests")
    return (
      <Callout tone="refused" live title={t`No code can be sent now`}>
        <Trans>Too many were asked for, or too many were wrong. Wait a while and ask again.</Trans>
      </Callout>
    );
  if (code === "second_factor_required")
    return (
      <Callout tone="refused" live title={t`This asks for a second factor`}>
        <Link to="/settings/security" className="text-link">
          <Trans>Set up an authenticator app or a passkey</Trans>
        </Link>
      </Callout>
    );
  return <ProblemCallout error={props.error} />;
}
