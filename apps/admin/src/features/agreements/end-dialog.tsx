import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import type { Outputs } from "@tenure/api/trpc";
import { Button, Dialog, Textarea, TextInput, useNotify } from "@tenure/ui";
import { ProblemCallout } from "@tenure/ui/app";
import { useId, useState } from "react";
import { useAccount } from "../../account/current-account.tsx";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";
import { instantOf } from "./instant-of.ts";

type Agreement = Outputs["agreements"]["list"]["items"][number];

/** Ends a price agreement, now or later; usage until then keeps its prices. */
export function EndDialog(props: { readonly agreement: Agreement; readonly onClose: () => void }) {
  const { agreement, onClose } = props;
  const { reference } = agreement;
  const { t } = useLingui();
  const { id: accountId } = useAccount();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const formId = useId();
  const [endsAt, setEndsAt] = useState("");
  const [reason, setReason] = useState("");
  const end = useStaffAction(
    (idempotencyKey) => trpc.agreements.end.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    () => {
      notify({ tone: "done", title: t`The agreement ends` });
      void queryClient.invalidateQueries();
      onClose();
    },
  );
  return (
    <Dialog
      open
      onOpenChange={onClose}
      locked={end.isPending}
      title={<Trans>End the agreement {reference}</Trans>}
      description={
        <Trans>
          Usage from then on is charged at the list, unless another agreement holds. The owner is told by
          e-mail.
        </Trans>
      }
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" form={formId} tone="danger" loading={end.isPending}>
            <Trans>End it</Trans>
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          end.mutate({
            accountId,
            agreementId: agreement.id,
            endsAt: instantOf(endsAt),
            reason: reason.trim(),
          });
        }}
      >
        <ProblemCallout error={end.error} />
        <TextInput
          type="datetime-local"
          label={t`Ends (UTC)`}
          hint={t`Left empty: now.`}
          optional
          value={endsAt}
          onChange={(event) => {
            setEndsAt(event.target.value);
            end.renew();
          }}
          className="figures"
        />
        <Textarea
          label={t`Reason`}
          hint={t`The customer reads it in the e-mail.`}
          value={reason}
          onChange={(event) => {
            setReason(event.target.value);
            end.renew();
          }}
          minLength={3}
          maxLength={500}
        />
      </form>
    </Dialog>
  );
}
