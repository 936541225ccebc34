import { Trans } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "@tenure/ui";
import { ProblemCallout, useIdempotencyKey } from "@tenure/ui/app";
import { useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import type { Refund } from "./types.ts";

/** Calls a refund off while the payment provider was not asked: said first, done on the second press. */
export function CancelRefund(props: { readonly refund: Refund }) {
  const { refund } = props;
  const queryClient = useQueryClient();
  const { account } = useCurrentAccount();
  const { idempotencyKey } = useIdempotencyKey();
  const [asked, setAsked] = useState(false);
  const cancel = useMutation(
    trpc.refunds.cancel.mutationOptions({
      trpc: { context: { idempotencyKey } },
      onSettled: () => queryClient.invalidateQueries(),
    }),
  );
  const possible = refund.actions.includes("cancel");
  // A refusal stays readable: the action is gone because the provider was asked in the meantime.
  if (!possible) return <ProblemCallout error={cancel.error} />;
  if (!asked)
    return (
      <div>
        <Button onClick={() => setAsked(true)}>
          <Trans>Cancel refund</Trans>
        </Button>
      </div>
    );
  return (
    <div className="flex flex-col gap-3">
      <ProblemCallout error={cancel.error} />
      <p>
        <Trans>The refund is called off and your plan goes on, with the same term and price.</Trans>
      </p>
      <div className="flex flex-wrap gap-2">
        <Button
          tone="danger"
          loading={cancel.isPending}
          onClick={() => cancel.mutate({ accountId: account.id, refundId: refund.id })}
        >
          <Trans>Call the refund off</Trans>
        </Button>
        <Button onClick={() => setAsked(false)}>
          <Trans>Keep the refund</Trans>
        </Button>
      </div>
    </div>
  );
}
