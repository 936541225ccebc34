import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button, Callout, ClauseReference, Instant, Section } from "@tenure/ui";
import { rememberAccount } from "../../account/current-account.tsx";
import type { Incoming } from "./types.ts";

/** How it came out, and what there is to do now; nothing while it is open. */
export function IncomingEnded(props: { readonly incoming: Incoming }) {
  const { incoming } = props;
  const { t } = useLingui();
  const name = incoming.account.name;
  switch (incoming.state) {
    case "draft":
    case "open":
      return null;
    case "effective":
      return <Yours incoming={incoming} />;
    case "revoked":
      return (
        <Callout tone="refused" title={t`The change was revoked`}>
          <Reason text={incoming.endReason} />
          <Trans>
            “{name}” is back with the subject that held it before. What you did in between stays yours.{" "}
            <ClauseReference id="C5.5" />
          </Trans>
        </Callout>
      );
    default: {
      const titles = {
        withdrawn: t`The application was withdrawn`,
        rejected: t`The change was not agreed to`,
        terminated: t`The procedure was ended`,
        expired: t`The application ran out of time`,
      };
      return (
        <Callout tone="info" title={titles[incoming.state]}>
          <Reason text={incoming.endReason} />
          <Trans>Nothing passes to you, and nothing is left to do.</Trans>
        </Callout>
      );
    }
  }
}

function Yours(props: { readonly incoming: Incoming }) {
  const { incoming } = props;
  const { account, effectiveAt } = incoming;
  const { t } = useLingui();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const go = async (to: "/settings/payment-methods" | "/subscription" | "/keys" | "/") => {
    rememberAccount(account.id);
    await queryClient.invalidateQueries();
    await navigate(to === "/subscription" ? { to, hash: "billing-details" } : { to });
  };
  return (
    <>
      <div className="mb-7 max-w-2xl">
        <Callout tone="done" title={t`The account “${account.name}” is yours`}>
          {effectiveAt !== null && (
            <Trans>
              Since <Instant at={effectiveAt} precision="second" />. What was done before stays with the
              previous holder. <ClauseReference id="C4.6" />
            </Trans>
          )}
        </Callout>
      </div>
      <Section title={t`What to do next`}>
        <ol className="flex max-w-2xl flex-col">
          <Step>
            <p>
              <Trans>Add a payment method of your own: without one, a renewal waits.</Trans>{" "}
              <ClauseReference id="C4.10" />
            </p>
            <Button size="sm" onClick={() => void go("/settings/payment-methods")}>
              <Trans>Add a payment method</Trans>
            </Button>
          </Step>
          <Step>
            <p>
              <Trans>Write down your billing details: the ones of the previous holder are gone.</Trans>
            </p>
            <Button size="sm" onClick={() => void go("/subscription")}>
              <Trans>Add billing details</Trans>
            </Button>
          </Step>
          <Step>
            <p>
              <Trans>Put API keys of your own into your programs.</Trans>
            </p>
            <Button size="sm" onClick={() => void go("/keys")}>
              <Trans>See the keys</Trans>
            </Button>
          </Step>
          <Step>
            <p>
              <Trans>Look around.</Trans>
            </p>
            <Button size="sm" onClick={() => void go("/")}>
              <Trans>Go to the account</Trans>
            </Button>
          </Step>
        </ol>
      </Section>
    </>
  );
}

function Step(props: { readonly children: React.ReactNode }) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b border-hairline py-2.5 last:border-b-0">
      {props.children}
    </li>
  );
}

function Reason(props: { readonly text: string | null }) {
  return props.text === null ? null : <p className="whitespace-pre-line wrap-anywhere">{props.text}</p>;
}
