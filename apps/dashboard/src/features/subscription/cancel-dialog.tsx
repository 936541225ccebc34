import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { CANCEL_REASONS } from "@tenure/core/subscriptions";
import {
  Button,
  CancellationOutcome,
  Dialog,
  planName,
  Select,
  Skeleton,
  Textarea,
  useCancelReasons,
  useNotify,
} from "@tenure/ui";
import { ProblemCallout, useIdempotencyKey } from "@tenure/ui/app";
import { useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";

/** The cut-off may pass while the dialog is open: then it says the other thing. */
const FRESH_MS = 15_000;
const LONGEST_COMMENT = 500;

/** Cancels the plan (T2.4): first what it means and when, in one sentence; the survey may be left empty. */
export function CancelDialog(props: { readonly onClose: () => void }) {
  const { onClose } = props;
  const { t } = useLingui();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const { account } = useCurrentAccount();
  const { idempotencyKey, renew } = useIdempotencyKey();
  const reasons = useCancelReasons();
  const [reason, setReason] = useState("");
  const [comment, setComment] = useState("");
  const preview = useQuery(
    trpc.subscriptions.previewCancellation.queryOptions(
      { accountId: account.id },
      { refetchInterval: FRESH_MS, staleTime: 0 },
    ),
  );
  const cancel = useMutation(
    trpc.subscriptions.cancel.mutationOptions({
      trpc: { context: { idempotencyKey } },
      onSuccess: async () => {
        renew();
        await queryClient.invalidateQueries();
        notify({ tone: "done", title: t`Your plan is cancelled` });
        onClose();
      },
      onError: () => preview.refetch(),
    }),
  );
  const outcome = preview.data?.outcome ?? null;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      locked={cancel.isPending}
      title={preview.data === undefined ? t`Cancel your plan?` : t`Cancel ${planName(preview.data.planId)}?`}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Keep the plan</Trans>
          </Button>
          <Button
            tone="danger"
            loading={cancel.isPending}
            disabledReason={outcome === null ? t`It cannot be cancelled right now.` : undefined}
            onClick={() =>
              cancel.mutate({
                accountId: account.id,
                reason: CANCEL_REASONS.find((each) => each === reason) ?? null,
                comment: comment.trim() === "" ? null : comment,
                confirmedEndsAt: outcome?.endsAt ?? null,
              })
            }
          >
            <Trans>Cancel plan</Trans>
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-5">
        {preview.isPending && <Skeleton lines={2} />}
        <ProblemCallout error={preview.error ?? cancel.error} />
        {preview.data && outcome !== null && (
          <CancellationOutcome planId={preview.data.planId} outcome={outcome} />
        )}
        <Select
          label={t`Why are you leaving?`}
          optional
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          options={[
            { value: "", label: t`I would rather not say` },
            ...CANCEL_REASONS.map((each) => ({ value: each, label: reasons[each] })),
          ]}
        />
        {reason !== "" && (
          <Textarea
            label={t`What should we know?`}
            optional
            maxLength={LONGEST_COMMENT}
            value={comment}
            onChange={(event) => setComment(event.currentTarget.value)}
          />
        )}
      </div>
    </Dialog>
  );
}
