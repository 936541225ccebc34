import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Button, Callout } from "@tenure/ui";
import { ProblemCallout } from "@tenure/ui/app";
import { useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";

/** Has the decision made again from its stored facts, and says whether the same came out. */
export function Replay(props: { readonly decisionId: string }) {
  const { decisionId } = props;
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const [asked, setAsked] = useState(false);
  const verification = useQuery(
    trpc.decisions.verify.queryOptions(
      { accountId: account.id, decisionId },
      { enabled: asked, staleTime: 0 },
    ),
  );
  const replay = verification.data?.replay;
  return (
    <div className="flex max-w-2xl flex-col items-start gap-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1.5">
        <Button
          loading={verification.isFetching}
          onClick={() => (asked ? void verification.refetch() : setAsked(true))}
        >
          <Trans>Check by recomputing</Trans>
        </Button>
        <span className="text-sm text-muted">
          <Trans>Nothing changes.</Trans>
        </span>
      </div>
      <ProblemCallout error={verification.error} />
      {replay?.same === true && (
        <Callout tone="done" live title={t`The same decision came out`}>
          <Trans>
            Decided anew from the stored facts by the same policy and rules, it is equal to the last byte.
          </Trans>
        </Callout>
      )}
      {replay?.same === false && (
        <Callout tone="refused" live title={t`Another decision came out`}>
          {replay.detail ?? replay.reason}
        </Callout>
      )}
    </div>
  );
}
