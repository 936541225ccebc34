import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type Decision, decisionSchema } from "@tenure/core/decision";
import { Link } from "@tanstack/react-router";
import { Amount, Button, buttonClass, Dialog, planName, Skeleton, UiSettingsProvider } from "@tenure/ui";
import { ProblemCallout, problemOf, ProblemState, useIdempotencyKey } from "@tenure/ui/app";
import { useMemo, useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { usePermission } from "../../account/use-permission.ts";
import { trpc } from "../../trpc.ts";
import { ChangedPreview } from "./changed-preview.tsx";
import { RefundConsequences } from "./refund-consequences.tsx";
import { RefundPreviewSheet } from "./refund-preview-sheet.tsx";
import { RefundView } from "./refund-view.tsx";
import type { RefundPreview } from "./types.ts";

/** While requests are in flight the amounts move with them. */
const IN_FLIGHT_INTERVAL_MS = 3000;
const QUIET_INTERVAL_MS = 30_000;

/**
 * The refund dialog (R4.2): preview, second confirmation, then the refund's status. `refundId` is in the address once
 * it was submitted, so that loading the page again shows the same.
 */
export function RefundDialog(props: {
  readonly orderId: string;
  readonly refundId: string | undefined;
  readonly onSubmitted: (refundId: string) => void;
  readonly onClose: () => void;
}) {
  const { orderId, refundId, onSubmitted, onClose } = props;
  const { t } = useLingui();
  if (refundId === undefined)
    return <PreviewDialog orderId={orderId} onSubmitted={onSubmitted} onClose={onClose} />;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      width="lg"
      title={t`Refund`}
      footer={
        <Button onClick={onClose}>
          <Trans>Close</Trans>
        </Button>
      }
    >
      <RefundView refundId={refundId} />
    </Dialog>
  );
}

function PreviewDialog(props: {
  readonly orderId: string;
  readonly onSubmitted: (refundId: string) => void;
  readonly onClose: () => void;
}) {
  const { orderId, onSubmitted, onClose } = props;
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const { account } = useCurrentAccount();
  const maySubmit = usePermission("refund.submit");
  // One key for as long as the dialog is open: however often a lost answer is asked for again, one refund comes of it.
  const { idempotencyKey, renew } = useIdempotencyKey();
  const [confirming, setConfirming] = useState<RefundPreview | null>(null);
  const [outdated, setOutdated] = useState<Decision | null>(null);
  const order = useQuery(trpc.orders.get.queryOptions({ accountId: account.id, orderId }));
  const preview = useQuery(
    trpc.refunds.preview.queryOptions(
      { accountId: account.id, orderId },
      {
        staleTime: 0,
        refetchInterval: ({ state }) =>
          state.data !== undefined && state.data.requestsInFlight > 0
            ? IN_FLIGHT_INTERVAL_MS
            : QUIET_INTERVAL_MS,
        // What is being confirmed must not move under the finger.
        enabled: confirming === null,
      },
    ),
  );
  const decision = useMemo(
    () => (preview.data === undefined ? null : decisionSchema.parse(preview.data.decision)),
    [preview.data],
  );
  const submit = useMutation(
    trpc.refunds.submit.mutationOptions({
      trpc: { context: { idempotencyKey } },
      onSuccess: (answer) => {
        void queryClient.invalidateQueries();
        onSubmitted(answer.refundId);
      },
      onError: (error) => {
        const { code } = problemOf(error);
        // Without an answer it may have been submitted: the same preview is sent again under the same key.
        if (code === "unreachable") return;
        if (code === "preview_outdated" && confirming !== null)
          setOutdated(decisionSchema.parse(confirming.decision));
        renew();
        setConfirming(null);
        void queryClient.invalidateQueries({ queryKey: trpc.refunds.pathKey() });
        void queryClient.invalidateQueries({ queryKey: trpc.orders.pathKey() });
      },
    }),
  );
  const close = (open: boolean) => !open && onClose();
  const clockOffsetMs = preview.data === undefined ? 0 : Date.parse(preview.data.now) - preview.dataUpdatedAt;
  const expected = preview.data?.expected ?? null;
  const confirmed = confirming?.expected ?? null;

  if (confirming !== null && confirmed !== null && confirming.previewToken !== null) {
    const { previewToken } = confirming;
    return (
      <Dialog
        open
        onOpenChange={close}
        locked={submit.isPending}
        title={t`Submit this refund?`}
        footer={
          <>
            <Button
              onClick={() => setConfirming(null)}
              disabledReason={
                // The preview that was sent must stay the one that is sent again.
                submit.isError ? t`The last try got no answer: try it again.` : undefined
              }
            >
              <Trans>Back</Trans>
            </Button>
            <Button
              tone="primary"
              loading={submit.isPending}
              onClick={() => submit.mutate({ accountId: account.id, orderId, previewToken })}
            >
              <Trans>
                Confirm refund · <Amount value={confirmed} />
              </Trans>
            </Button>
          </>
        }
      >
        <div className="flex flex-col gap-4">
          <RefundConsequences preview={confirming} expected={confirmed} />
          <ProblemCallout error={submit.error} />
        </div>
      </Dialog>
    );
  }
  const submittable =
    decision?.outcome === "granted" && preview.data?.previewToken != null && expected !== null;
  const underWay = order.data?.refunds.find((each) => each.status === "refunding");
  const planId = order.data?.planId ?? null;
  const plan = planId === null ? null : planName(planId);
  const title =
    order.data?.kind === "top_up"
      ? t`Refund of a top-up`
      : plan === null
        ? t`Refund of an order`
        : t`Refund of ${plan}`;
  return (
    <Dialog
      open
      onOpenChange={close}
      width="lg"
      title={t`Refund`}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Close</Trans>
          </Button>
          {underWay !== undefined && (
            <Link
              to="/refunds/$refundId"
              params={{ refundId: underWay.id }}
              className={buttonClass("primary")}
            >
              <Trans>Follow refund {underWay.number}</Trans>
            </Link>
          )}
          {submittable && (
            <Button
              tone="primary"
              disabledReason={maySubmit ? undefined : t`Only an owner of the account can ask for a refund.`}
              onClick={() => {
                submit.reset();
                setOutdated(null);
                setConfirming(preview.data ?? null);
              }}
            >
              <Trans>
                Submit Refund · <Amount value={expected} />
              </Trans>
            </Button>
          )}
        </>
      }
    >
      {preview.isPending && <Skeleton lines={9} />}
      {preview.error && preview.data === undefined && (
        <ProblemState
          thing={t`The preview of the refund could not be made`}
          error={preview.error}
          onRetry={() => void preview.refetch()}
          retrying={preview.isFetching}
        />
      )}
      {preview.data && decision && (
        <UiSettingsProvider timeZone={account.timeZone} clockOffsetMs={clockOffsetMs}>
          <div className="flex flex-col gap-4">
            {outdated !== null && <ChangedPreview before={outdated} after={decision} />}
            {/* A refusal is in the sheet already, with its clause and what would help. */}
            {outdated === null && decision.outcome === "granted" && <ProblemCallout error={submit.error} />}
            <RefundPreviewSheet
              title={title}
              orderNumber={order.data?.number ?? ""}
              preview={preview.data}
              decision={decision}
              onWindowEnd={() => void preview.refetch()}
            />
          </div>
        </UiSettingsProvider>
      )}
    </Dialog>
  );
}
