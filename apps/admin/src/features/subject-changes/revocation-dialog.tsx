import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { Textarea, useNotify } from "@tenure/ui";
import { useState } from "react";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";
import { ActionDialog } from "./action-dialog.tsx";
import { ReasonFields } from "./reason-fields.tsx";
import type { DeskChange } from "./types.ts";

/** A step of revoking a completed change (C5.5). */
export function RevocationDialog(props: {
  readonly change: DeskChange;
  readonly step: "propose" | "carry_out" | "drop";
  readonly onClose: () => void;
}) {
  const { change, step, onClose } = props;
  const dialogs = { propose: Propose, carry_out: CarryOut, drop: Drop };
  const Step = dialogs[step];
  return <Step change={change} onClose={onClose} />;
}

interface StepProps {
  readonly change: DeskChange;
  readonly onClose: () => void;
}

function useDone(title: string, onClose: () => void): () => void {
  const notify = useNotify();
  const queryClient = useQueryClient();
  return () => {
    notify({ tone: "done", title });
    void queryClient.invalidateQueries();
    onClose();
  };
}

function Propose({ change, onClose }: StepProps) {
  const { t } = useLingui();
  const [reason, setReason] = useState("");
  const [documentRef, setDocumentRef] = useState("");
  const propose = useStaffAction(
    (idempotencyKey) =>
      trpc.subjectChanges.desk.proposeRevocation.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    useDone(t`The revocation is proposed; a second person decides`, onClose),
  );
  return (
    <ActionDialog
      title={t`Propose to revoke this change?`}
      description={
        <Trans>
          Nothing happens yet: another administrator has to decide the same. Record the breach of the
          commitments and what shows it.
        </Trans>
      }
      does={<Trans>Propose to revoke</Trans>}
      tone="danger"
      action={propose}
      onClose={onClose}
      onSubmit={() =>
        propose.mutate({
          accountId: change.accountId,
          changeId: change.id,
          reason: reason.trim(),
          documentRef: documentRef.trim(),
        })
      }
    >
      <ReasonFields
        reason={reason}
        onReason={(text) => {
          setReason(text);
          propose.renew();
        }}
        documentRef={documentRef}
        onDocumentRef={(text) => {
          setDocumentRef(text);
          propose.renew();
        }}
      />
    </ActionDialog>
  );
}

function CarryOut({ change, onClose }: StepProps) {
  const { t } = useLingui();
  const { revocation } = change;
  const carryOut = useStaffAction(
    (idempotencyKey) =>
      trpc.subjectChanges.desk.carryOutRevocation.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    useDone(t`The change is revoked; the previous holder has the account again`, onClose),
  );
  return (
    <ActionDialog
      title={t`Revoke this change?`}
      description={
        <Trans>
          A second handover, back, at this moment: the previous holder has the account again, the present
          side's access, keys and payment methods end. What was done in between stays with whoever held the
          account then.
        </Trans>
      }
      does={<Trans>Revoke the change</Trans>}
      tone="danger"
      action={carryOut}
      onClose={onClose}
      onSubmit={() =>
        revocation !== null && carryOut.mutate({ accountId: change.accountId, revocationId: revocation.id })
      }
    >
      <div className="flex flex-col gap-1">
        <p className="wrap-anywhere whitespace-pre-line">{revocation?.reason}</p>
        <p className="text-sm text-muted wrap-anywhere">{revocation?.documentRef}</p>
      </div>
    </ActionDialog>
  );
}

function Drop({ change, onClose }: StepProps) {
  const { t } = useLingui();
  const [reason, setReason] = useState("");
  const { revocation } = change;
  const drop = useStaffAction(
    (idempotencyKey) =>
      trpc.subjectChanges.desk.dropRevocation.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    useDone(t`The proposal is dropped`, onClose),
  );
  return (
    <ActionDialog
      title={t`Drop this proposal?`}
      description={<Trans>The change stays in effect.</Trans>}
      does={<Trans>Drop the proposal</Trans>}
      action={drop}
      onClose={onClose}
      onSubmit={() =>
        revocation !== null &&
        drop.mutate({ accountId: change.accountId, revocationId: revocation.id, reason: reason.trim() })
      }
    >
      <Textarea
        label={t`Reason`}
        hint={t`Kept with the file and in the audit trail.`}
        value={reason}
        rows={4}
        maxLength={2000}
        onChange={(event) => {
          setReason(event.target.value);
          drop.renew();
        }}
      />
    </ActionDialog>
  );
}
