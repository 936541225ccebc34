import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, ClauseReference, Dialog, Section, useNotify } from "@tenure/ui";
import { ProblemCallout, problemOf, useIdempotencyKey } from "@tenure/ui/app";
import { useState } from "react";
import { trpc } from "../../trpc.ts";
import type { Incoming } from "./types.ts";

/** Saying no, as long as not both, accepting and proving, are done (C3.6). */
export function DeclineSection(props: { readonly incoming: Incoming }) {
  const { incoming } = props;
  const { t } = useLingui();
  const [asking, setAsking] = useState(false);
  if (incoming.invitation.state === "complete") return null;
  return (
    <Section
      title={t`You do not want it?`}
      description={
        <Trans>
          You may decline until you have both accepted and proven who you are. <ClauseReference id="C3.6" />
        </Trans>
      }
    >
      <div>
        <Button onClick={() => setAsking(true)}>
          <Trans>Decline…</Trans>
        </Button>
      </div>
      {asking && <DeclineDialog changeId={incoming.id} onClose={() => setAsking(false)} />}
    </Section>
  );
}

function DeclineDialog(props: { readonly changeId: string; readonly onClose: () => void }) {
  const { changeId, onClose } = props;
  const { t } = useLingui();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const { idempotencyKey, renew } = useIdempotencyKey();
  const decline = useMutation(
    trpc.subjectChanges.incoming.decline.mutationOptions({
      trpc: { context: { idempotencyKey } },
      onSuccess: async () => {
        notify({ tone: "done", title: t`You declined` });
        await queryClient.invalidateQueries({ queryKey: trpc.subjectChanges.incoming.pathKey() });
      },
      onError: (error) => {
        if (problemOf(error).code !== "unreachable") renew();
      },
    }),
  );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      locked={decline.isPending}
      title={t`Decline the account?`}
      description={<Trans>Whoever applied is told, and may invite you or somebody else anew.</Trans>}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Not now</Trans>
          </Button>
          <Button tone="danger" loading={decline.isPending} onClick={() => decline.mutate({ changeId })}>
            <Trans>Decline</Trans>
          </Button>
        </>
      }
    >
      <ProblemCallout error={decline.error} />
    </Dialog>
  );
}
