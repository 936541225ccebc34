import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Callout, Instant, Section } from "@tenure/ui";
import { useState } from "react";
import { useDenial } from "../../staff/use-staff.ts";
import { RevocationDialog } from "./revocation-dialog.tsx";
import type { DeskChange } from "./types.ts";

/** Revoking a completed change for a breach of the commitments: proposed by one person, carried out by another (C5.5). */
export function RevocationSection(props: { readonly change: DeskChange }) {
  const { change } = props;
  const { t } = useLingui();
  const denial = useDenial()("subject_change.revoke");
  const [asking, setAsking] = useState<"propose" | "carry_out" | "drop" | null>(null);
  const { revocation } = change;
  const barred =
    denial ?? (change.related ? t`You have to do with a side of this change (C5.3).` : undefined);
  const proposed = revocation?.state === "proposed" ? revocation : null;
  return (
    <Section
      title={t`Revocation`}
      description={
        change.state === "effective" ? (
          <Trans>
            A completed change is never undone on request (C4.4). For a breach of the applicant's commitments
            the platform may revoke it and restore the previous holder; two administrators decide (C5.5).
          </Trans>
        ) : undefined
      }
      actions={
        change.state === "effective" &&
        proposed === null && (
          <Button size="sm" disabledReason={barred} onClick={() => setAsking("propose")}>
            <Trans>Propose to revoke…</Trans>
          </Button>
        )
      }
    >
      {revocation !== null && (
        <div className="flex flex-col gap-1">
          <p className="flex flex-wrap gap-x-2 text-muted">
            <span className="font-medium text-ink">
              {revocation.state === "proposed" ? (
                <Trans>Proposed by {revocation.proposedBy}</Trans>
              ) : revocation.state === "done" ? (
                <Trans>Revoked, as {revocation.proposedBy} proposed</Trans>
              ) : (
                <Trans>Proposed by {revocation.proposedBy}, then dropped</Trans>
              )}
            </span>
            <Instant at={revocation.proposedAt} precision="second" />
          </p>
          <p className="max-w-prose wrap-anywhere whitespace-pre-line">{revocation.reason}</p>
          <p className="text-sm text-muted wrap-anywhere">{revocation.documentRef}</p>
        </div>
      )}
      {proposed !== null && change.state === "effective" && (
        <>
          <Callout tone="info">
            <Trans>1 of 2, waiting for an administrator other than {proposed.proposedBy}.</Trans>
          </Callout>
          <div className="flex flex-wrap items-start gap-2">
            <Button
              tone="danger"
              disabledReason={
                barred ?? (proposed.mine ? t`Another person decides about what you proposed.` : undefined)
              }
              onClick={() => setAsking("carry_out")}
            >
              <Trans>Revoke the change…</Trans>
            </Button>
            <Button disabledReason={barred} onClick={() => setAsking("drop")}>
              <Trans>Drop the proposal…</Trans>
            </Button>
          </div>
        </>
      )}
      {asking !== null && <RevocationDialog change={change} step={asking} onClose={() => setAsking(null)} />}
    </Section>
  );
}
