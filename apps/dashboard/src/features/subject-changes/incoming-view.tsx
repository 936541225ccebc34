import { Trans, useLingui } from "@lingui/react/macro";
import {
  Countdown,
  Instant,
  KeyValue,
  PageHeader,
  Section,
  Tag,
  UiSettingsProvider,
  useUiSettings,
} from "@tenure/ui";
import { useState } from "react";
import { AcceptSection } from "./accept-section.tsx";
import { DeclineSection } from "./decline-section.tsx";
import { IncomingEnded } from "./incoming-ended.tsx";
import { IncomingStanding } from "./incoming-standing.tsx";
import { nameOfNewSubject } from "./name-of-new-subject.ts";
import { PreparedKeys } from "./prepared-keys.tsx";
import { ProveSection } from "./prove-section.tsx";
import type { Incoming } from "./types.ts";
import { useChangeWords } from "./use-change-words.ts";

/** An invitation that was taken up: who invites, what will happen, proving who one is, keys, accepting or declining. */
export function IncomingView(props: { readonly incoming: Incoming }) {
  const { incoming } = props;
  const { account, state, invitation } = incoming;
  const { t } = useLingui();
  const isOpen = state === "open";
  // The agreement names the overlap that is chosen here: both are accepted together.
  const [overlapHours, setOverlapHours] = useState(invitation.overlapHours);
  return (
    <UiSettingsProvider {...useUiSettings()} timeZone={account.timeZone}>
      <PageHeader
        title={isOpen ? t`The account “${account.name}” is to pass to you` : t`The account “${account.name}”`}
        description={
          isOpen ? <Trans>Instants are shown in the account's zone, {account.timeZone}.</Trans> : undefined
        }
      />
      <div>
        <IncomingEnded incoming={incoming} />
        {isOpen && (
          <>
            <IncomingStanding incoming={incoming} />
            <Terms incoming={incoming} />
            {invitation.state !== "declined" && invitation.state !== "lapsed" && (
              <>
                <ProveSection incoming={incoming} />
                <PreparedKeys incoming={incoming} />
                <AcceptSection incoming={incoming} overlapHours={overlapHours} onOverlap={setOverlapHours} />
                <DeclineSection incoming={incoming} />
              </>
            )}
          </>
        )}
      </div>
    </UiSettingsProvider>
  );
}

function Terms(props: { readonly incoming: Incoming }) {
  const { incoming } = props;
  const { t } = useLingui();
  const words = useChangeWords();
  const { invitation, named } = incoming;
  const { word, tone } = words.invitation(invitation.state);
  return (
    <Section title={t`The invitation`}>
      <KeyValue
        entries={[
          {
            key: "account",
            label: <Trans>Account</Trans>,
            value: <bdi className="font-medium wrap-anywhere">{incoming.account.name}</bdi>,
          },
          { key: "ground", label: <Trans>Ground</Trans>, value: words.ground(incoming.ground) },
          ...(named === null
            ? []
            : [
                {
                  key: "named",
                  label: <Trans>New holder</Trans>,
                  value: (
                    <>
                      <bdi className="font-medium">{nameOfNewSubject(named)}</bdi>{" "}
                      <span className="text-muted">{words.kind(named.kind)}</span>
                    </>
                  ),
                },
              ]),
          { key: "state", label: <Trans>State</Trans>, value: <Tag tone={tone}>{word}</Tag> },
          ...(invitation.state === "invited" || invitation.state === "verified"
            ? [
                {
                  key: "until",
                  label: <Trans>Good until</Trans>,
                  value: (
                    <>
                      <Instant at={invitation.expiresAt} />{" "}
                      <span className="text-muted">
                        <Countdown until={invitation.expiresAt} />
                      </span>
                    </>
                  ),
                },
              ]
            : []),
        ]}
      />
    </Section>
  );
}
