import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Instant, KeyValue, Section, Tag } from "@tenure/ui";
import { useState } from "react";
import { InviteAgainDialog } from "./invite-again-dialog.tsx";
import type { Invitation } from "./types.ts";
import { useChangeWords } from "./use-change-words.ts";

/** How far the new subject is, and inviting anew: after a refusal, after it ended, or at another address. */
export function InvitationSection(props: {
  readonly invitation: Invitation;
  readonly changeId: string;
  readonly mayInvite: boolean;
}) {
  const { invitation, changeId, mayInvite } = props;
  const { t } = useLingui();
  const words = useChangeWords();
  const [inviting, setInviting] = useState(false);
  const { word, tone } = words.invitation(invitation.state);
  const canInvite = ["invited", "declined", "lapsed"].includes(invitation.state);
  const date = (key: string, label: string, at: string | null) =>
    at === null ? [] : [{ key, label, value: <Instant at={at} /> }];
  return (
    <Section
      title={t`Invitation of the new holder`}
      actions={
        mayInvite &&
        canInvite && (
          <Button onClick={() => setInviting(true)}>
            {invitation.state === "invited" ? (
              <Trans>Invite again or elsewhere…</Trans>
            ) : (
              <Trans>Invite again…</Trans>
            )}
          </Button>
        )
      }
    >
      <KeyValue
        entries={[
          {
            key: "state",
            label: <Trans>State</Trans>,
            value: <Tag tone={tone}>{word}</Tag>,
          },
          {
            key: "to",
            label: <Trans>Sent to</Trans>,
            value: <bdi className="wrap-anywhere">{invitation.email}</bdi>,
          },
          ...date("sent", t`Sent at`, invitation.sentAt),
          ...(invitation.state === "invited" || invitation.state === "verified"
            ? date("expires", t`Good until`, invitation.expiresAt)
            : []),
          ...date("claimed", t`Taken up`, invitation.claimedAt),
          ...date("verified", t`Verified at`, invitation.verifiedAt),
          ...date("accepted", t`Accepted`, invitation.acceptedAt),
          ...date("declined", t`Declined`, invitation.declinedAt),
          ...(invitation.state === "invited" && invitation.attemptsLeft === 0
            ? [
                {
                  key: "attempts",
                  label: t`Link`,
                  value: t`Tried too often with a wrong secret; invite again.`,
                },
              ]
            : []),
        ]}
      />
      {inviting && (
        <InviteAgainDialog changeId={changeId} email={invitation.email} onClose={() => setInviting(false)} />
      )}
    </Section>
  );
}
