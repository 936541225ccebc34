import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation } from "@tanstack/react-query";
import { Button, ClauseReference, Dialog, Section, useNotify } from "@tenure/ui";
import { ProblemCallout, problemOf, useIdempotencyKey } from "@tenure/ui/app";
import { useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { usePermission } from "../../account/use-permission.ts";
import { trpc } from "../../trpc.ts";
import type { Change } from "./types.ts";
import { useChangesChanged } from "./use-change.ts";

/** Taking the application back, until the new holder has accepted and is verified (C3.5); afterwards why not (C3.6). */
export function WithdrawSection(props: { readonly change: Change }) {
  const { change } = props;
  const { t } = useLingui();
  const mayWithdraw = usePermission("subject_change.withdraw");
  const [asking, setAsking] = useState(false);
  const tooLate = change.invitation?.state === "complete";
  return (
    <Section
      title={t`Take it back`}
      description={
        tooLate ? (
          <Trans>
            The new holder has accepted and is verified. From then on an application is no longer withdrawn.{" "}
            <ClauseReference id="C3.6" />
          </Trans>
        ) : (
          <Trans>
            You can withdraw until the new holder has both accepted and completed verification.{" "}
            <ClauseReference id="C3.5" />
          </Trans>
        )
      }
    >
      {!tooLate && (
        <div>
          <Button
            disabledReason={mayWithdraw ? undefined : t`Only an owner of the account withdraws.`}
            onClick={() => setAsking(true)}
          >
            <Trans>Withdraw the application…</Trans>
          </Button>
        </div>
      )}
      {asking && <WithdrawDialog changeId={change.id} onClose={() => setAsking(false)} />}
    </Section>
  );
}

function WithdrawDialog(props: { readonly changeId: string; readonly onClose: () => void }) {
  const { changeId, onClose } = props;
  const { t } = useLingui();
  const notify = useNotify();
  const changed = useChangesChanged();
  const { account } = useCurrentAccount();
  const { idempotencyKey, renew } = useIdempotencyKey();
  const withdraw = useMutation(
    trpc.subjectChanges.withdraw.mutationOptions({
      trpc: { context: { idempotencyKey } },
      onSuccess: async () => {
        notify({ tone: "done", title: t`The application is withdrawn` });
        await changed();
      },
      onError: async (error) => {
        if (problemOf(error).code !== "unreachable") renew();
        // What stands against it may have come about a moment ago: the page shows it.
        await changed();
      },
    }),
  );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      locked={withdraw.isPending}
      title={t`Withdraw the application?`}
      description={
        <Trans>
          The account stays with its holder, the invitation ends, and what stood still is free again. A new
          application can be made at any time.
        </Trans>
      }
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Keep it</Trans>
          </Button>
          <Button
            tone="danger"
            loading={withdraw.isPending}
            onClick={() => withdraw.mutate({ accountId: account.id, changeId })}
          >
            <Trans>Withdraw</Trans>
          </Button>
        </>
      }
    >
      <ProblemCallout error={withdraw.error} />
    </Dialog>
  );
}
