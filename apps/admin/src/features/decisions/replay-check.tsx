import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Callout } from "@tenure/ui";
import { ProblemCallout } from "@tenure/ui/app";
import { RotateCw } from "lucide-react";
import { useAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";

/** Decides the stored facts again on the server and says whether the same came out, byte by byte. */
export function ReplayCheck(props: { readonly decisionId: string }) {
  const { decisionId } = props;
  const { t } = useLingui();
  const { id: accountId } = useAccount();
  const queryClient = useQueryClient();
  const check = useMutation({
    mutationFn: () =>
      queryClient.fetchQuery({
        ...trpc.decisions.verify.queryOptions({ accountId, decisionId }),
        staleTime: 0,
      }),
  });
  return (
    <div className="mt-5 flex max-w-2xl flex-col items-start gap-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Button
          size="sm"
          icon={<RotateCw aria-hidden className="size-3.5" />}
          loading={check.isPending}
          onClick={() => check.mutate()}
        >
          <Trans>Check it again on the server</Trans>
        </Button>
        <span className="text-sm text-muted">
          <Trans>Nothing changes.</Trans>
        </span>
      </div>
      <ProblemCallout error={check.error} />
      {check.data &&
        (check.data.replay.same && check.data.signature.valid ? (
          <Callout tone="done" live title={t`The same decision, byte by byte`}>
            <Trans>Same facts, policy and rules; the stored signature is that of a published key.</Trans>
          </Callout>
        ) : (
          <Callout tone="refused" live title={t`This decision does not stand up`}>
            <Trans>Do not act on it. Tell whoever operates the database:</Trans>{" "}
            <code className="font-mono text-sm">
              {[check.data.signature.reason, check.data.replay.reason, check.data.replay.detail]
                .filter((part) => part !== null)
                .join(" · ")}
            </code>
          </Callout>
        ))}
    </div>
  );
}
