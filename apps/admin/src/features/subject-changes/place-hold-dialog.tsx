import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { BLOCKERS } from "@tenure/core/subject-changes";
import { Select, useNotify } from "@tenure/ui";
import { useState } from "react";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";
import { ActionDialog } from "./action-dialog.tsx";
import { ReasonFields } from "./reason-fields.tsx";
import type { PlacedKind } from "./types.ts";
import { useChangeWords } from "./use-change-words.ts";

const KINDS: readonly PlacedKind[] = [
  "complaint",
  "investigation",
  "litigation",
  "harm",
  "credit_control",
  "partnership",
];

/** Places what holds a change of the account back, open or to come (C3.8). */
export function PlaceHoldDialog(props: { readonly accountId: string; readonly onClose: () => void }) {
  const { accountId, onClose } = props;
  const { t } = useLingui();
  const words = useChangeWords();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const [kind, setKind] = useState<PlacedKind>("complaint");
  const [reason, setReason] = useState("");
  const [documentRef, setDocumentRef] = useState("");
  const place = useStaffAction(
    (idempotencyKey) =>
      trpc.subjectChanges.desk.placeHold.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    () => {
      notify({ tone: "done", title: t`The hold is placed` });
      void queryClient.invalidateQueries();
      onClose();
    },
  );
  const { liftedBy, waivedBy } = BLOCKERS[kind];
  return (
    <ActionDialog
      title={t`Place a hold`}
      description={
        <Trans>
          It lies on the account: it holds back the platform's agreement and the effect of a change that is
          open, and of one to come. Applying stays possible (C3.8).
        </Trans>
      }
      does={<Trans>Place the hold</Trans>}
      action={place}
      onClose={onClose}
      onSubmit={() =>
        place.mutate({ accountId, kind, reason: reason.trim(), documentRef: documentRef.trim() || null })
      }
    >
      <Select
        label={t`What it is`}
        hint={
          waivedBy.length > 0
            ? t`An administrator lifts it; a reviewer may waive it, and it then ends with the change.`
            : liftedBy.includes("reviewer")
              ? t`A reviewer lifts it.`
              : t`An administrator lifts it.`
        }
        value={kind}
        onChange={(event) => {
          setKind(KINDS.find((each) => each === event.target.value) ?? kind);
          place.renew();
        }}
        options={KINDS.map((value) => ({ value, label: words.hold(value) }))}
      />
      <ReasonFields
        reason={reason}
        onReason={(text) => {
          setReason(text);
          place.renew();
        }}
        documentRef={documentRef}
        onDocumentRef={(text) => {
          setDocumentRef(text);
          place.renew();
        }}
      />
    </ActionDialog>
  );
}
