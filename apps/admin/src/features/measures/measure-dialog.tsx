import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { decisionSchema } from "@tenure/core/decision";
import { VIOLATION_GROUNDS, type ViolationGround } from "@tenure/core/text";
import { Button, DecisionSheet, Dialog, Select, Skeleton, Textarea, TextInput, useNotify } from "@tenure/ui";
import { ProblemCallout } from "@tenure/ui/app";
import { useId, useState } from "react";
import { useAccount } from "../../account/current-account.tsx";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";
import { useGroundWords } from "./use-ground-words.ts";

/** Suspends or terminates the account: first the consequences, line by line, then ground, reason and evidence. */
export function MeasureDialog(props: {
  readonly kind: "suspend" | "terminate";
  readonly onClose: () => void;
}) {
  const { kind, onClose } = props;
  const { t } = useLingui();
  const account = useAccount();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const formId = useId();
  const words = useGroundWords();
  const [ground, setGround] = useState<ViolationGround>("usage_rules");
  const [reason, setReason] = useState("");
  const [evidence, setEvidence] = useState("");
  const preview = useQuery(
    trpc.accounts.measures.preview.queryOptions(
      { accountId: account.id, kind, ground },
      { staleTime: 0, placeholderData: (before) => before },
    ),
  );
  const onDone = () => {
    notify({
      tone: "done",
      title: kind === "suspend" ? t`The account is suspended` : t`The account is terminated`,
    });
    void queryClient.invalidateQueries();
    onClose();
  };
  const suspend = useStaffAction(
    (idempotencyKey) =>
      trpc.accounts.measures.suspend.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    onDone,
  );
  const terminate = useStaffAction(
    (idempotencyKey) =>
      trpc.accounts.measures.terminate.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    onDone,
  );
  const action = kind === "suspend" ? suspend : terminate;
  const changed = () => action.renew();
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      locked={action.isPending}
      title={kind === "suspend" ? t`Suspend ${account.name}?` : t`Terminate ${account.name}?`}
      description={
        kind === "suspend" ? (
          <Trans>Requests pause at once. Nothing is taken; it can be lifted at any time.</Trans>
        ) : (
          <Trans>This is for good: nothing leads back. The second factor is asked for once more.</Trans>
        )
      }
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Leave it</Trans>
          </Button>
          <Button
            type="submit"
            form={formId}
            tone="danger"
            loading={action.isPending}
            disabledReason={
              preview.data?.decision.outcome === "refused"
                ? t`The state of the account does not allow it.`
                : undefined
            }
          >
            {kind === "suspend" ? <Trans>Suspend the account</Trans> : <Trans>Terminate for good</Trans>}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          action.mutate({
            accountId: account.id,
            ground,
            reason: reason.trim(),
            evidenceRefs: evidence.split("\n").flatMap((line) => line.trim() || []),
          });
        }}
      >
        <ProblemCallout error={action.error ?? preview.error} />
        {preview.data === undefined ? (
          <Skeleton lines={3} />
        ) : (
          <DecisionSheet
            title={t`What follows`}
            decision={decisionSchema.parse(preview.data.decision)}
            stage="preview"
          />
        )}
        <Select
          label={t`Ground`}
          value={ground}
          onChange={(event) => {
            setGround(VIOLATION_GROUNDS.find((each) => each === event.target.value) ?? ground);
            changed();
          }}
          options={VIOLATION_GROUNDS.map((value) => ({ value, label: words(value) }))}
        />
        <Textarea
          label={t`What happened`}
          hint={t`The customer reads it, in the e-mail and in the dashboard.`}
          value={reason}
          onChange={(event) => {
            setReason(event.target.value);
            changed();
          }}
          minLength={3}
          maxLength={2000}
        />
        <TextInput
          label={t`Evidence`}
          hint={t`Where it lies: a note, a file, a case. The customer does not see it.`}
          value={evidence}
          onChange={(event) => {
            setEvidence(event.target.value);
            changed();
          }}
          maxLength={200}
        />
      </form>
    </Dialog>
  );
}
