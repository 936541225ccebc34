import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Dialog, TextInput, useNotify } from "@tenure/ui";
import { ProblemCallout } from "@tenure/ui/app";
import { useId, useState } from "react";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";
import type { PolicyVersion } from "./types.ts";

const SHORTEST_REASON = 3;

/** Declines a proposal or calls an agreed version off, with the reason that stays with it. */
export function ReasonDialog(props: {
  readonly of: PolicyVersion;
  readonly action: "decline" | "call_off";
  readonly onClose: () => void;
}) {
  const { of, action, onClose } = props;
  const { t } = useLingui();
  const formId = useId();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const [reason, setReason] = useState("");
  const onDone = () => {
    notify({ tone: "done", title: action === "decline" ? t`Declined` : t`Called off` });
    void queryClient.invalidateQueries({ queryKey: trpc.policyVersions.pathKey() });
    onClose();
  };
  const decline = useStaffAction(
    (idempotencyKey) =>
      trpc.policyVersions.decline.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    onDone,
  );
  const callOff = useStaffAction(
    (idempotencyKey) =>
      trpc.policyVersions.callOff.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    onDone,
  );
  const run = action === "decline" ? decline : callOff;
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      locked={run.isPending}
      title={action === "decline" ? t`Decline ${of.version}?` : t`Call ${of.version} off?`}
      description={
        action === "decline" ? (
          <Trans>Who proposed it reads why. Its name stays taken.</Trans>
        ) : (
          <Trans>The version before it goes on holding. Nothing that was decided changes.</Trans>
        )
      }
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Leave it</Trans>
          </Button>
          <Button type="submit" form={formId} tone="danger" loading={run.isPending}>
            {action === "decline" ? <Trans>Decline</Trans> : <Trans>Call off</Trans>}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          run.mutate({ versionId: of.id, reason: reason.trim() });
        }}
      >
        <ProblemCallout error={run.error} />
        <TextInput
          label={t`Reason`}
          value={reason}
          minLength={SHORTEST_REASON}
          maxLength={500}
          onChange={(event) => {
            setReason(event.target.value);
            run.renew();
          }}
        />
      </form>
    </Dialog>
  );
}
