import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Dialog, KeyValue, Textarea, useNotify } from "@tenure/ui";
import { ProblemCallout } from "@tenure/ui/app";
import { useId, useState } from "react";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";
import { SideWords } from "./side-words.tsx";
import type { Difference } from "./types.ts";
import { useDifferenceWords } from "./use-difference-words.ts";

/** What this person may do about a difference now, as the API says. */
export function DifferenceActions(props: { readonly difference: Difference }) {
  const { difference } = props;
  const { actions } = difference;
  const [open, setOpen] = useState<"take_over" | "set_aside" | null>(null);
  const close = () => setOpen(null);
  return (
    <span className="flex flex-wrap gap-2">
      {actions.includes("take_over") && (
        <Button size="sm" onClick={() => setOpen("take_over")}>
          <Trans>Take over</Trans>
        </Button>
      )}
      {actions.includes("set_aside") && (
        <Button size="sm" tone="quiet" onClick={() => setOpen("set_aside")}>
          <Trans>Set aside</Trans>
        </Button>
      )}
      {actions.includes("ask_again") && <AskAgain difference={difference} />}
      {open === "take_over" && <TakeOverDialog difference={difference} onClose={close} />}
      {open === "set_aside" && <SetAsideDialog difference={difference} onClose={close} />}
    </span>
  );
}

interface DialogProps {
  readonly difference: Difference;
  readonly onClose: () => void;
}

/** The lists and the alert show what became of it. */
function useRenewal(): () => void {
  const queryClient = useQueryClient();
  return () => {
    void queryClient.invalidateQueries({ queryKey: trpc.reconciliations.pathKey() });
    void queryClient.invalidateQueries({ queryKey: trpc.operations.pathKey() });
  };
}

function TakeOverDialog({ difference, onClose }: DialogProps) {
  const { t } = useLingui();
  const notify = useNotify();
  const renewal = useRenewal();
  const { happened, todo } = useDifferenceWords()(difference);
  const takeOver = useStaffAction(
    (idempotencyKey) =>
      trpc.reconciliations.takeOver.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    ({ state }) => {
      renewal();
      notify(
        state === "resolved"
          ? { tone: "done", title: t`Taken over: both sides agree` }
          : { tone: "refused", title: t`It still differs`, detail: t`The alerts say why.` },
      );
      onClose();
    },
  );
  return (
    <Dialog
      open
      onOpenChange={onClose}
      locked={takeOver.isPending}
      title={t`Take over what the provider says`}
      description={happened}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            tone="primary"
            loading={takeOver.isPending}
            onClick={() => takeOver.mutate({ differenceId: difference.id })}
          >
            <Trans>Take over</Trans>
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <ProblemCallout error={takeOver.error} />
        <KeyValue
          entries={[
            {
              key: "there",
              label: <Trans context="reconciliation">Provider</Trans>,
              value: <SideWords side={difference.there} align="start" />,
            },
            {
              key: "here",
              label: <Trans context="reconciliation">Ours</Trans>,
              value: <SideWords side={difference.here} align="start" />,
            },
          ]}
        />
        <p>{todo}</p>
      </div>
    </Dialog>
  );
}

function SetAsideDialog({ difference, onClose }: DialogProps) {
  const { t } = useLingui();
  const notify = useNotify();
  const renewal = useRenewal();
  const formId = useId();
  const [reason, setReason] = useState("");
  const { todo } = useDifferenceWords()(difference);
  const setAside = useStaffAction(
    (idempotencyKey) =>
      trpc.reconciliations.setAside.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    () => {
      renewal();
      notify({ tone: "done", title: t`Set aside` });
      onClose();
    },
  );
  return (
    <Dialog
      open
      onOpenChange={onClose}
      locked={setAside.isPending}
      title={t`Set this difference aside`}
      description={todo}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" form={formId} tone="primary" loading={setAside.isPending}>
            <Trans>Set aside</Trans>
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          setAside.mutate({ differenceId: difference.id, reason: reason.trim() });
        }}
      >
        <ProblemCallout error={setAside.error} />
        <Textarea
          label={t`What was done about it`}
          hint={t`Kept in the audit trail with your name. Once either side changes, it is asked about again.`}
          value={reason}
          onChange={(event) => {
            setReason(event.target.value);
            setAside.renew();
          }}
          minLength={3}
          maxLength={500}
          // The person just asked for this dialog.
          autoFocus
        />
      </form>
    </Dialog>
  );
}

function AskAgain({ difference }: { readonly difference: Difference }) {
  const renewal = useRenewal();
  const askAgain = useStaffAction(
    (idempotencyKey) =>
      trpc.reconciliations.setAside.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    renewal,
  );
  return (
    <span className="flex flex-col gap-2">
      <Button
        size="sm"
        tone="quiet"
        loading={askAgain.isPending}
        onClick={() => askAgain.mutate({ differenceId: difference.id, reason: null })}
      >
        <Trans>Open again</Trans>
      </Button>
      <ProblemCallout error={askAgain.error} />
    </span>
  );
}
