import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Callout } from "@tenure/ui";
import { useEffect } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";

const INTERVAL_MS = 2500;

/** Back from the provider's page: asks what became of it, until something did. */
export function VerificationReturned(props: { readonly verificationId: string }) {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const { account } = useCurrentAccount();
  const check = useMutation(
    trpc.holder.check.mutationOptions({
      onSuccess: (holder) =>
        queryClient.setQueryData(trpc.holder.get.queryKey({ accountId: account.id }), holder),
    }),
  );
  const { mutate, data, isPending } = check;
  const verification = data?.verification;
  const mine = verification?.id === props.verificationId ? verification : undefined;
  const underWay = mine === undefined || mine.state === "processing";
  useEffect(() => {
    if (isPending || (data !== undefined && !underWay)) return;
    const timer = setTimeout(
      () => mutate({ accountId: account.id, verificationId: props.verificationId }),
      data === undefined ? 0 : INTERVAL_MS,
    );
    return () => clearTimeout(timer);
  }, [isPending, data, underWay, mutate, account.id, props.verificationId]);
  return (
    <div className="mb-6" role="status">
      {underWay && check.error === null && (
        <Callout tone="info" title={t`Your document is being checked`}>
          <Trans>This takes a few seconds, at times some minutes. You may leave; we write to you.</Trans>
        </Callout>
      )}
      {mine?.state === "verified" && (
        <Callout tone="done" title={t`You are verified`}>
          <Trans>The verified name counts from now on.</Trans>
        </Callout>
      )}
    </div>
  );
}
