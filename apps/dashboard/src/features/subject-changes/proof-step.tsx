import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import type { Decision } from "@tenure/core/decision";
import { buttonClass, Callout, ClauseReference, Tag } from "@tenure/ui";
import { useMe, useCurrentAccount } from "../../account/current-account.tsx";
import { PhoneCode } from "./phone-code.tsx";
import { StepActions } from "./step-actions.tsx";
import type { Change } from "./types.ts";

/** The secondary verification (C3.3): a code to the verified phone now, the second factor when submitting. */
export function ProofStep(props: { readonly change: Change; readonly decision: Decision | null }) {
  const { change, decision } = props;
  const { t } = useLingui();
  const { login, accounts } = useMe();
  const { account } = useCurrentAccount();
  const phoneRefusal = decision?.refusals.find(({ code }) => code === "change_phone_unconfirmed");
  const confirmed = decision !== null && phoneRefusal === undefined;
  // A representative answers with a phone of their own (C3.9).
  const phoneAccount =
    change.capacity === "representative" ? accounts.find(({ role }) => role === "owner") : account;
  const enrolled = login?.secondFactor.enrolled === true;
  return (
    <div className="flex max-w-2xl flex-col gap-7">
      <section className="flex flex-col gap-3">
        <h2 className="flex flex-wrap items-center gap-x-3 gap-y-1 font-semibold">
          <Trans>Code to the verified phone</Trans>
          {decision !== null &&
            (confirmed ? (
              <Tag tone="done">{t`Confirmed`}</Tag>
            ) : (
              <Tag tone="waiting">{t`Waiting for you`}</Tag>
            ))}
        </h2>
        <p className="text-muted">
          {change.capacity === "representative" ? (
            <Trans>
              It goes to your own phone, which belongs to your own verified account.{" "}
              <ClauseReference id="C3.9" />
            </Trans>
          ) : (
            <Trans>
              It shows that the holder's phone is in your hands. Do it last: a code counts for a short while.{" "}
              <ClauseReference id="C3.3" />
            </Trans>
          )}
        </p>
        {phoneAccount === undefined ? (
          <Callout tone="warning" title={t`You have no account of your own yet`}>
            <Trans>Open one, verify yourself there and add your phone; then come back.</Trans>
          </Callout>
        ) : (
          <PhoneCode accountId={phoneAccount.id} changeId={change.id} confirmed={confirmed} />
        )}
      </section>
      <section className="flex flex-col gap-3">
        <h2 className="flex flex-wrap items-center gap-x-3 gap-y-1 font-semibold">
          <Trans>Your second factor</Trans>
          {enrolled ? <Tag tone="done">{t`Is set up`}</Tag> : <Tag tone="waiting">{t`Missing`}</Tag>}
        </h2>
        <p className="text-muted">
          {enrolled ? (
            <Trans>You are asked for your authenticator or passkey when you submit.</Trans>
          ) : (
            <Trans>Submitting asks for an authenticator app or a passkey. Set one up first.</Trans>
          )}
        </p>
        {!enrolled && (
          <div>
            <Link to="/settings/security" className={buttonClass("secondary")}>
              <Trans>Set up a second factor</Trans>
            </Link>
          </div>
        )}
      </section>
      <StepActions back={{ changeId: change.id, step: "agreement" }}>
        <Link
          to="/ownership/change/$changeId"
          params={{ changeId: change.id }}
          search={{ step: "review" }}
          className={buttonClass("primary")}
        >
          <Trans>Go on to what will happen</Trans>
        </Link>
        <Link to="/ownership" className={buttonClass("secondary")}>
          <Trans>Go on later</Trans>
        </Link>
      </StepActions>
    </div>
  );
}
