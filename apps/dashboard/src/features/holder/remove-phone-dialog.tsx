import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Dialog, useNotify } from "@tenure/ui";
import { useIdempotencyKey } from "@tenure/ui/app";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { PhoneProblem } from "./phone-problem.tsx";
import type { Phones } from "./types.ts";

/** Removes the verified phone, after saying what cannot be done without one. */
export function RemovePhoneDialog(props: {
  readonly phone: NonNullable<Phones["verified"]>;
  readonly onClose: () => void;
}) {
  const { phone, onClose } = props;
  const { t } = useLingui();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const { account } = useCurrentAccount();
  const { idempotencyKey } = useIdempotencyKey();
  const remove = useMutation(
    trpc.phones.remove.mutationOptions({
      trpc: { context: { idempotencyKey } },
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: trpc.phones.pathKey() });
        notify({ tone: "done", title: t`Phone removed` });
        onClose();
      },
    }),
  );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      locked={remove.isPending}
      title={t`Remove ${phone.number}?`}
      description={
        <Trans>
          Without a verified phone, the account cannot be passed on to another holder. We tell the owner by
          e-mail.
        </Trans>
      }
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Keep it</Trans>
          </Button>
          <Button
            tone="danger"
            loading={remove.isPending}
            onClick={() => remove.mutate({ accountId: account.id, phoneId: phone.id })}
          >
            <Trans>Remove phone</Trans>
          </Button>
        </>
      }
    >
      <PhoneProblem error={remove.error} />
    </Dialog>
  );
}
