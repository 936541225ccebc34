import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Dialog, Select } from "@tenure/ui";
import { ProblemCallout, problemOf, useIdempotencyKey } from "@tenure/ui/app";
import { useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { NewKey } from "./new-key.tsx";
import type { ApiKey } from "./types.ts";

const usualOverlapHours = 24;

/** Replaces a key by a new one like it, which is shown once. The old one works until its programs have the new one. */
export function RotateKeyDialog(props: { readonly apiKey: ApiKey; readonly onClose: () => void }) {
  const { apiKey, onClose } = props;
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const { account } = useCurrentAccount();
  const { idempotencyKey, renew } = useIdempotencyKey();
  const [overlapHours, setOverlapHours] = useState(usualOverlapHours);
  const rotate = useMutation(
    trpc.partners.keys.rotate.mutationOptions({
      trpc: { context: { idempotencyKey } },
      onSettled: () => queryClient.invalidateQueries({ queryKey: trpc.partners.keys.pathKey() }),
      onError: (error) => {
        if (problemOf(error).code !== "unreachable") renew();
      },
    }),
  );
  if (rotate.data) return <NewKey name={apiKey.name} apiKey={rotate.data.key} onClose={onClose} />;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      locked={rotate.isPending}
      title={t`Replace “${apiKey.name}”?`}
      description={
        <Trans>
          You get a new key that may do the same, from the same addresses. Give it to the programs that use{" "}
          <code className="font-mono text-sm">{apiKey.prefix}…</code> before that one ends.
        </Trans>
      }
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            tone="primary"
            loading={rotate.isPending}
            onClick={() => rotate.mutate({ accountId: account.id, keyId: apiKey.id, overlapHours })}
          >
            <Trans>Replace key</Trans>
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Select
          label={t`The old key ends`}
          value={String(overlapHours)}
          onChange={(event) => setOverlapHours(Number(event.currentTarget.value))}
          options={[
            { value: "0", label: t`at once` },
            { value: "1", label: t`in an hour` },
            { value: "24", label: t`in a day` },
            { value: "168", label: t`in a week` },
          ]}
        />
        <ProblemCallout error={rotate.error} />
      </div>
    </Dialog>
  );
}
