import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { buttonClass, Callout } from "@tenure/ui";
import { keepInvitation, useKeptInvitation } from "../account/kept-invitation.ts";

/** Leads back to an invitation whose link was opened before signing in or up: the mail that confirms an address leads here. */
export function InvitationWaits() {
  const { t } = useLingui();
  const kept = useKeptInvitation();
  if (kept === null) return null;
  return (
    <div data-print="hide" className="mb-6 max-w-3xl">
      <Callout
        tone="info"
        title={t`An account is to pass to you`}
        action={
          <span className="flex flex-wrap items-center gap-2">
            <Link
              to="/ownership-invitation/$changeId"
              params={{ changeId: kept.changeId }}
              className={buttonClass("primary", "sm")}
            >
              <Trans>Go on with the invitation</Trans>
            </Link>
            <button type="button" className={buttonClass("quiet", "sm")} onClick={() => keepInvitation(null)}>
              <Trans>Not now</Trans>
            </button>
          </span>
        }
      >
        <Trans>You opened the link of an invitation in this browser and have not taken it up yet.</Trans>
      </Callout>
    </div>
  );
}
