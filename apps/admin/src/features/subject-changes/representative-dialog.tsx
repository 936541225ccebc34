import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { TextInput, Textarea, useNotify } from "@tenure/ui";
import { useState } from "react";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";
import { ActionDialog } from "./action-dialog.tsx";
import { ReasonFields } from "./reason-fields.tsx";

/** Lets somebody act for a holder who cannot, or ends that they do (C3.9). */
export function RepresentativeDialog(props: {
  readonly accountId: string;
  /** Whose access ends; null where somebody is let in. */
  readonly ending: { readonly memberId: string; readonly name: string } | null;
  readonly onClose: () => void;
}) {
  const { accountId, ending, onClose } = props;
  return ending === null ? (
    <LetIn accountId={accountId} onClose={onClose} />
  ) : (
    <End accountId={accountId} onClose={onClose} {...ending} />
  );
}

function useDone(title: string, onClose: () => void): () => void {
  const notify = useNotify();
  const queryClient = useQueryClient();
  return () => {
    notify({ tone: "done", title });
    void queryClient.invalidateQueries({ queryKey: trpc.subjectChanges.pathKey() });
    onClose();
  };
}

function LetIn(props: { readonly accountId: string; readonly onClose: () => void }) {
  const { accountId, onClose } = props;
  const { t } = useLingui();
  const [email, setEmail] = useState("");
  const [reason, setReason] = useState("");
  const [documentRef, setDocumentRef] = useState("");
  const letIn = useStaffAction(
    (idempotencyKey) =>
      trpc.subjectChanges.desk.letRepresentativeIn.mutationOptions({
        trpc: { context: { idempotencyKey } },
      }),
    useDone(t`The representative has access`, onClose),
  );
  return (
    <ActionDialog
      title={t`Let a representative in`}
      description={
        <Trans>
          They sign up first, with this address, and verify who they are with an account of their own. Their
          authority is proven once more with the application, to two people; the holder's own contact is told.
        </Trans>
      }
      does={<Trans>Let them in</Trans>}
      action={letIn}
      onClose={onClose}
      onSubmit={() =>
        letIn.mutate({
          accountId,
          email: email.trim(),
          reason: reason.trim(),
          documentRef: documentRef.trim(),
        })
      }
    >
      <TextInput
        label={t`E-mail address of their login`}
        type="email"
        value={email}
        maxLength={254}
        onChange={(event) => {
          setEmail(event.target.value);
          letIn.renew();
        }}
      />
      <ReasonFields
        reason={reason}
        onReason={(text) => {
          setReason(text);
          letIn.renew();
        }}
        documentRef={documentRef}
        onDocumentRef={(text) => {
          setDocumentRef(text);
          letIn.renew();
        }}
      />
    </ActionDialog>
  );
}

function End(props: {
  readonly accountId: string;
  readonly memberId: string;
  readonly name: string;
  readonly onClose: () => void;
}) {
  const { accountId, memberId, name, onClose } = props;
  const { t } = useLingui();
  const [reason, setReason] = useState("");
  const end = useStaffAction(
    (idempotencyKey) =>
      trpc.subjectChanges.desk.endRepresentative.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    useDone(t`The representative's access has ended`, onClose),
  );
  return (
    <ActionDialog
      title={t`End the access of ${name}?`}
      description={<Trans>An application of theirs no longer has anybody who stands for the holder.</Trans>}
      does={<Trans>End the access</Trans>}
      tone="danger"
      action={end}
      onClose={onClose}
      onSubmit={() => end.mutate({ accountId, memberId, reason: reason.trim() })}
    >
      <Textarea
        label={t`Reason`}
        hint={t`Kept with the file and in the audit trail.`}
        value={reason}
        rows={4}
        maxLength={2000}
        onChange={(event) => {
          setReason(event.target.value);
          end.renew();
        }}
      />
    </ActionDialog>
  );
}
