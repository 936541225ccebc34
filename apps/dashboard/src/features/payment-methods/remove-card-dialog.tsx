import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Callout, Dialog, useNotify } from "@tenure/ui";
import { ProblemCallout, useIdempotencyKey } from "@tenure/ui/app";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import type { PaymentMethod } from "./types.ts";

/** Removes a saved card, after saying what ends with it. */
export function RemoveCardDialog(props: { readonly method: PaymentMethod; readonly onClose: () => void }) {
  const { method, onClose } = props;
  const { t } = useLingui();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const { account } = useCurrentAccount();
  const { idempotencyKey } = useIdempotencyKey();
  const remove = useMutation(
    trpc.paymentMethods.remove.mutationOptions({
      trpc: { context: { idempotencyKey } },
      onSuccess: async ({ endedAutoTopUp }) => {
        await Promise.all([
          queryClient.invalidateQueries({ queryKey: trpc.paymentMethods.pathKey() }),
          queryClient.invalidateQueries({ queryKey: trpc.autoTopUp.pathKey() }),
        ]);
        notify({
          tone: "done",
          title: t`Card removed`,
          ...(endedAutoTopUp ? { detail: t`Automatic top-up is off.` } : {}),
        });
        onClose();
      },
    }),
  );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      locked={remove.isPending}
      title={t`Remove ${method.label}?`}
      description={
        <Trans>
          It is never charged again without you. Refunds of what was paid with it still reach it. To use it
          again, pay with it once more.
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
            onClick={() => remove.mutate({ accountId: account.id, paymentMethodId: method.id })}
          >
            <Trans>Remove card</Trans>
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {method.usedByAutoTopUp && (
          <Callout tone="warning" title={t`Automatic top-up charges this card`}>
            <Trans>It is switched off together with the card.</Trans>
          </Callout>
        )}
        <ProblemCallout error={remove.error} />
      </div>
    </Dialog>
  );
}
