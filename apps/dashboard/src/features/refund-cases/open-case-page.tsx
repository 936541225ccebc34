import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import {
  Amount,
  Button,
  buttonClass,
  Callout,
  PageHeader,
  Skeleton,
  Textarea,
  usePolicyBook,
  usePolicyInForce,
} from "@tenure/ui";
import { ProblemCallout, ProblemState, useIdempotencyKey } from "@tenure/ui/app";
import { useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { usePermission } from "../../account/use-permission.ts";
import { trpc } from "../../trpc.ts";

/** Asks a person for the refund of an order that cannot be refunded online; says before what will happen (R5.2). */
export function OpenCasePage(props: { readonly orderId: string }) {
  const { orderId } = props;
  const { t } = useLingui();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const { account } = useCurrentAccount();
  const mayOpen = usePermission("refund_case.open");
  const { idempotencyKey, renew } = useIdempotencyKey();
  const [reason, setReason] = useState("");
  const book = usePolicyBook();
  const inForce = usePolicyInForce();
  const order = useQuery(trpc.orders.get.queryOptions({ accountId: account.id, orderId }));
  const open = useMutation(
    trpc.refundCases.open.mutationOptions({
      trpc: { context: { idempotencyKey } },
      onSuccess: ({ caseId }) => {
        renew();
        void queryClient.invalidateQueries({ queryKey: trpc.refundCases.pathKey() });
        void navigate({ to: "/refund-cases/$caseId", params: { caseId } });
      },
    }),
  );
  if (order.isPending) return <Skeleton lines={6} />;
  if (order.data === undefined)
    return (
      <ProblemState
        thing={t`The order could not be loaded`}
        error={order.error}
        onRetry={() => void order.refetch()}
        retrying={order.isFetching}
      />
    );
  const { kind, number, total, policyVersion, refundability } = order.data;
  const days = (book.byVersion(policyVersion) ?? inForce).refunds.caseReviewBusinessDays;
  return (
    <>
      <PageHeader
        title={t`Ask for a refund`}
        description={
          <Trans>
            Order {number}, <Amount value={total} />
          </Trans>
        }
        back={
          <Link to="/refund-cases" className="text-link">
            <Trans>Refund requests</Trans>
          </Link>
        }
      />
      {refundability?.enabled === true && (
        <div className="mb-6 max-w-prose">
          <Callout
            tone="info"
            title={t`This can be refunded online now`}
            action={
              <Link
                to={kind === "top_up" ? "/credits/refund/$orderId" : "/subscription/refund/$orderId"}
                params={{ orderId }}
                className={buttonClass("secondary", "sm")}
              >
                <Trans>See the refund</Trans>
              </Link>
            }
          >
            <Trans>You need not wait for a person.</Trans>
          </Callout>
        </div>
      )}
      <form
        className="flex max-w-prose flex-col items-start gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          open.mutate({ accountId: account.id, orderId, reason: reason.trim() });
        }}
      >
        <Callout tone="info">
          <Trans>
            A person decides within {days} business days. The refund window is judged at the moment you send
            this; the amount, when it is approved. Nothing changes until then.
          </Trans>
        </Callout>
        <ProblemCallout error={open.error} />
        <Textarea
          className="w-full"
          label={t`Reason`}
          hint={t`What our staff should know.`}
          value={reason}
          maxLength={2000}
          onChange={(event) => {
            setReason(event.target.value);
            renew();
          }}
        />
        <div className="flex flex-wrap gap-3">
          <Button
            type="submit"
            tone="primary"
            loading={open.isPending}
            disabledReason={mayOpen ? undefined : t`Only an owner of the account can ask for a refund.`}
          >
            <Trans>Send the request</Trans>
          </Button>
          {kind === "top_up" ? (
            <Link to="/credits" hash="transactions" className={buttonClass()}>
              <Trans>Not now</Trans>
            </Link>
          ) : (
            <Link to="/subscription" hash="billing-history" className={buttonClass()}>
              <Trans>Not now</Trans>
            </Link>
          )}
        </div>
      </form>
    </>
  );
}
