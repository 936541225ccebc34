import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useNotify } from "@tenure/ui";
import { useState } from "react";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";
import { ActionDialog } from "./action-dialog.tsx";
import { ReasonFields } from "./reason-fields.tsx";
import type { Hold } from "./types.ts";
import { useChangeWords } from "./use-change-words.ts";

/** Lifts a hold with what shows that it is over, or waives a tie that then ends with the change (C3.8, C4.2). */
export function SettleHoldDialog(props: {
  readonly accountId: string;
  readonly hold: Hold;
  readonly step: "lift" | "waive";
  readonly onClose: () => void;
}) {
  const { accountId, hold, step, onClose } = props;
  const { t } = useLingui();
  const words = useChangeWords();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const [reason, setReason] = useState("");
  const [documentRef, setDocumentRef] = useState("");
  const settle = useStaffAction(
    (idempotencyKey) =>
      trpc.subjectChanges.desk.settleHold.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    () => {
      notify({ tone: "done", title: step === "lift" ? t`The hold is lifted` : t`The hold is waived` });
      void queryClient.invalidateQueries();
      onClose();
    },
  );
  const kind = words.hold(hold.kind);
  return (
    <ActionDialog
      title={step === "lift" ? t`Lift this hold: ${kind}?` : t`Waive this hold: ${kind}?`}
      description={
        step === "lift" ? (
          <Trans>
            It no longer stands in the way. A change whose conditions all hold takes effect at once.
          </Trans>
        ) : (
          <Trans>The change may go on, and the tie ends with it (C4.2). Nothing takes that back.</Trans>
        )
      }
      does={step === "lift" ? <Trans>Lift the hold</Trans> : <Trans>Waive the hold</Trans>}
      action={settle}
      onClose={onClose}
      onSubmit={() =>
        settle.mutate({
          accountId,
          blockerId: hold.id,
          step,
          reason: reason.trim(),
          documentRef: documentRef.trim() === "" ? null : documentRef.trim(),
        })
      }
    >
      <ReasonFields
        reason={reason}
        onReason={(text) => {
          setReason(text);
          settle.renew();
        }}
        documentRef={documentRef}
        documentOptional={step === "waive"}
        onDocumentRef={(text) => {
          setDocumentRef(text);
          settle.renew();
        }}
      />
    </ActionDialog>
  );
}
