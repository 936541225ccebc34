import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Dialog, Textarea, useNotify } from "@tenure/ui";
import { ProblemCallout } from "@tenure/ui/app";
import { useId, useState } from "react";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";

/** Asks the customer for more, or rejects, in words that they read. */
export function AnswerDialog(props: {
  readonly accountId: string;
  readonly reviewId: string;
  readonly kind: "ask" | "reject";
  readonly onClose: () => void;
}) {
  const { accountId, reviewId, kind, onClose } = props;
  const { t } = useLingui();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const formId = useId();
  const [text, setText] = useState("");
  const done = () => {
    notify({
      tone: "done",
      title: kind === "ask" ? t`The customer was asked` : t`The documents are rejected`,
    });
    void queryClient.invalidateQueries();
    onClose();
  };
  const ask = useStaffAction(
    (idempotencyKey) =>
      trpc.documentReviews.desk.ask.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    done,
  );
  const reject = useStaffAction(
    (idempotencyKey) =>
      trpc.documentReviews.desk.reject.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    done,
  );
  const action = kind === "ask" ? ask : reject;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      locked={action.isPending}
      title={kind === "ask" ? t`Ask for more` : t`Reject these documents?`}
      description={
        kind === "ask" ? (
          <Trans>The customer can add documents and send them again.</Trans>
        ) : (
          <Trans>This review is over; the customer may begin another.</Trans>
        )
      }
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            type="submit"
            form={formId}
            tone={kind === "ask" ? "primary" : "danger"}
            loading={action.isPending}
          >
            {kind === "ask" ? <Trans>Ask the customer</Trans> : <Trans>Reject the documents</Trans>}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          action.mutate({ accountId, reviewId, text: text.trim() });
        }}
      >
        <ProblemCallout error={action.error} />
        <Textarea
          label={kind === "ask" ? t`What is missing` : t`Reason`}
          hint={t`The customer reads it, in the e-mail and in the dashboard.`}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            action.renew();
          }}
          minLength={3}
          maxLength={2000}
        />
      </form>
    </Dialog>
  );
}
