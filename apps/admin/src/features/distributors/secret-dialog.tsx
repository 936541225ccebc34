import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Callout, CopyText, Dialog } from "@tenure/ui";
import { ProblemCallout } from "@tenure/ui/app";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";
import type { Distributor } from "./types.ts";

/** Gives a distributor another signing secret, shown once. */
export function SecretDialog(props: { readonly distributor: Distributor; readonly onClose: () => void }) {
  const { distributor, onClose } = props;
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const rotate = useStaffAction(
    (idempotencyKey) =>
      trpc.distributors.rotateSecret.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    () => void queryClient.invalidateQueries(),
  );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      locked={rotate.isPending}
      title={t`New secret for ${distributor.title}?`}
      description={
        <Trans>The secret before counts for a day longer, so that nothing is lost meanwhile.</Trans>
      }
      footer={
        rotate.data === undefined ? (
          <>
            <Button onClick={onClose}>
              <Trans>Cancel</Trans>
            </Button>
            <Button
              tone="primary"
              loading={rotate.isPending}
              onClick={() => rotate.mutate({ distributor: distributor.name })}
            >
              <Trans>Make a new secret</Trans>
            </Button>
          </>
        ) : (
          <Button tone="primary" onClick={onClose}>
            <Trans>I have kept it</Trans>
          </Button>
        )
      }
    >
      <ProblemCallout error={rotate.error} />
      {rotate.data && (
        <Callout tone="done" title={t`Its signing secret, shown once:`}>
          <CopyText text={rotate.data.secret} label={t`signing secret`} />
        </Callout>
      )}
    </Dialog>
  );
}
