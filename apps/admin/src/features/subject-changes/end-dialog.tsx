import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { TERMINATION_GROUNDS } from "@tenure/core/subject-changes";
import { Select, Textarea, useNotify } from "@tenure/ui";
import { useState } from "react";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";
import { ActionDialog } from "./action-dialog.tsx";
import type { DeskChange, TerminationGround } from "./types.ts";
import { useChangeWords } from "./use-change-words.ts";

/** Refuses an application on the platform's judgment (C5.3), or ends the procedure for a cause (C3.8, C5.5). */
export function EndDialog(props: {
  readonly change: DeskChange;
  readonly kind: "reject" | "terminate";
  readonly onClose: () => void;
}) {
  const { change, kind, onClose } = props;
  const { t } = useLingui();
  const words = useChangeWords();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const [ground, setGround] = useState<TerminationGround>("complaint");
  const [reason, setReason] = useState("");
  const done = () => {
    notify({
      tone: "done",
      title: kind === "reject" ? t`The application is rejected` : t`The procedure is ended`,
    });
    void queryClient.invalidateQueries();
    onClose();
  };
  const reject = useStaffAction(
    (idempotencyKey) =>
      trpc.subjectChanges.desk.reject.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    done,
  );
  const terminate = useStaffAction(
    (idempotencyKey) =>
      trpc.subjectChanges.desk.terminate.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    done,
  );
  const action = kind === "reject" ? reject : terminate;
  const about = { accountId: change.accountId, changeId: change.id };
  return (
    <ActionDialog
      title={kind === "reject" ? t`Reject this application?` : t`End this procedure?`}
      description={
        kind === "reject" ? (
          <Trans>
            It is over for good; another may be made. Both sides are told, and what was frozen is free again
            (C5.3).
          </Trans>
        ) : (
          <Trans>
            For a cause, at any time before the effect (C3.8). It is over for good; both sides are told, and
            what was frozen is free again.
          </Trans>
        )
      }
      does={kind === "reject" ? <Trans>Reject the application</Trans> : <Trans>End the procedure</Trans>}
      tone="danger"
      action={action}
      onClose={onClose}
      onSubmit={() =>
        kind === "reject"
          ? reject.mutate({ ...about, reason: reason.trim() })
          : terminate.mutate({ ...about, ground, reason: reason.trim() })
      }
    >
      {kind === "terminate" && (
        <Select
          label={t({ message: "Ground", context: "change" })}
          value={ground}
          onChange={(event) => {
            setGround(TERMINATION_GROUNDS.find((each) => each === event.target.value) ?? ground);
            action.renew();
          }}
          options={TERMINATION_GROUNDS.map((value) => ({ value, label: words.ending(value) }))}
        />
      )}
      <Textarea
        label={t`Reason`}
        hint={t`Both sides read it, in the e-mail and in the dashboard.`}
        value={reason}
        rows={4}
        maxLength={4000}
        onChange={(event) => {
          setReason(event.target.value);
          action.renew();
        }}
      />
    </ActionDialog>
  );
}
