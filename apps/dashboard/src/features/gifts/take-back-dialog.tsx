import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { decisionSchema } from "@tenure/core/decision";
import { Amount, Button, DecisionSheet, Dialog, Skeleton, useNotify } from "@tenure/ui";
import { ProblemCallout, ProblemState, useIdempotencyKey } from "@tenure/ui/app";
import { useMemo } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import type { Given } from "./types.ts";

/** Takes a gift back that nobody redeemed (R2.7): first what returns, line by line, then the button that does it. */
export function TakeBackDialog(props: { readonly gift: Given; readonly onClose: () => void }) {
  const { gift, onClose } = props;
  const { t } = useLingui();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const { account } = useCurrentAccount();
  const { idempotencyKey, renew } = useIdempotencyKey();
  const preview = useQuery(trpc.gifts.previewCancel.queryOptions({ accountId: account.id, giftId: gift.id }));
  const decision = useMemo(
    () => (preview.data === undefined ? null : decisionSchema.parse(preview.data.decision)),
    [preview.data],
  );
  const cancel = useMutation(
    trpc.gifts.cancel.mutationOptions({
      trpc: { context: { idempotencyKey } },
      onSuccess: async () => {
        await queryClient.invalidateQueries();
        notify({ tone: "done", title: t`The gift is taken back` });
        onClose();
      },
      onError: () => {
        renew();
        void preview.refetch();
      },
    }),
  );
  const { expected, confirmedNanos } = preview.data ?? { expected: null, confirmedNanos: null };
  return (
    <Dialog
      open
      width="lg"
      onOpenChange={(open) => !open && onClose()}
      title={t`Take the gift back`}
      description={<Trans>Its code stops working at once, and the money goes back the way it came.</Trans>}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Keep the gift</Trans>
          </Button>
          {expected !== null && confirmedNanos !== null && (
            <Button
              tone="danger"
              loading={cancel.isPending}
              onClick={() => cancel.mutate({ accountId: account.id, giftId: gift.id, confirmedNanos })}
            >
              <Trans>
                Take back · <Amount value={expected} />
              </Trans>
            </Button>
          )}
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {preview.isPending && <Skeleton lines={5} />}
        {preview.error && (
          <ProblemState
            thing={t`The calculation could not be made`}
            error={preview.error}
            onRetry={() => void preview.refetch()}
            retrying={preview.isFetching}
          />
        )}
        {decision !== null && (
          <DecisionSheet title={t`Refund`} subject={gift.orderNumber} decision={decision} stage="preview" />
        )}
        <ProblemCallout error={cancel.error} />
      </div>
    </Dialog>
  );
}
