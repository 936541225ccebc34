import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Dialog, useNotify } from "@tenure/ui";
import { ProblemCallout, useIdempotencyKey } from "@tenure/ui/app";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";

/** Switches automatic top-up off, after saying what follows. */
export function SwitchOffDialog(props: { readonly onClose: () => void }) {
  const { onClose } = props;
  const { t } = useLingui();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const { account } = useCurrentAccount();
  const { idempotencyKey } = useIdempotencyKey();
  const switchOff = useMutation(
    trpc.autoTopUp.switchOff.mutationOptions({
      trpc: { context: { idempotencyKey } },
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: trpc.autoTopUp.pathKey() });
        notify({ tone: "done", title: t`Automatic top-up is off` });
        onClose();
      },
    }),
  );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      locked={switchOff.isPending}
      title={t`Switch automatic top-up off?`}
      description={
        <Trans>
          No further top-up is charged by itself; one under way may still arrive. When the credits are used
          up, requests are refused until somebody buys more.
        </Trans>
      }
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Keep it on</Trans>
          </Button>
          <Button
            tone="danger"
            loading={switchOff.isPending}
            onClick={() => switchOff.mutate({ accountId: account.id })}
          >
            <Trans>Switch off</Trans>
          </Button>
        </>
      }
    >
      <ProblemCallout error={switchOff.error} />
    </Dialog>
  );
}
