import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Dialog, Select } from "@tenure/ui";
import { ProblemCallout } from "@tenure/ui/app";
import { useState } from "react";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";
import { NewKey } from "./new-key.tsx";
import type { PlatformKey } from "./types.ts";

const usualOverlapHours = 24;

/** Replaces a key by a new one like it, which is shown once. The old one works until its programs have the new one. */
export function RotateKeyDialog(props: { readonly platformKey: PlatformKey; readonly onClose: () => void }) {
  const { platformKey, onClose } = props;
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const [overlapHours, setOverlapHours] = useState(usualOverlapHours);
  const rotate = useStaffAction(
    (idempotencyKey) => trpc.platformKeys.rotate.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    () => void queryClient.invalidateQueries({ queryKey: trpc.platformKeys.pathKey() }),
  );
  if (rotate.data) return <NewKey name={platformKey.name} platformKey={rotate.data.key} onClose={onClose} />;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      locked={rotate.isPending}
      title={t`Replace “${platformKey.name}”?`}
      description={
        <Trans>
          You get a new key that may do the same, from the same addresses. Give it to the programs that use{" "}
          <code className="font-mono text-sm">{platformKey.prefix}…</code> before that one ends.
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
            onClick={() => rotate.mutate({ keyId: platformKey.id, overlapHours })}
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
          onChange={(event) => {
            setOverlapHours(Number(event.currentTarget.value));
            rotate.renew();
          }}
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
