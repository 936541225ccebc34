import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Callout } from "@tenure/ui";
import { useEffect } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";

const INTERVAL_MS = 2000;

/** What became of the page on which a card was added. */
export function CardAdded(props: { readonly setupId: string }) {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const { account } = useCurrentAccount();
  const setup = useQuery(
    trpc.paymentMethods.setup.queryOptions(
      { accountId: account.id, setupId: props.setupId },
      { refetchInterval: ({ state }) => state.data?.state === "open" && INTERVAL_MS },
    ),
  );
  const state = setup.data?.state;
  useEffect(() => {
    if (state === "saved")
      void queryClient.invalidateQueries({ queryKey: trpc.paymentMethods.list.queryKey() });
  }, [state, queryClient]);
  if (state === undefined) return null;
  const label = setup.data?.label ?? "";
  return (
    <div className="mb-6" role="status">
      {state === "open" && (
        <Callout tone="info" title={t`Your card is being added`}>
          <Trans>This takes a few seconds.</Trans>
        </Callout>
      )}
      {state === "saved" && (
        <Callout tone="done" title={t`${label} was added`}>
          <Trans>It is listed below. Make it the default to charge renewals to it.</Trans>
        </Callout>
      )}
      {state === "expired" && (
        <Callout tone="warning" title={t`No card was added`}>
          <Trans>The page at the payment provider was closed. Add a card to try again.</Trans>
        </Callout>
      )}
    </div>
  );
}
