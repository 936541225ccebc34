import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { Button } from "../actions/button.tsx";
import { ProblemCallout } from "../app/problem-state.tsx";
import { Dialog } from "../overlays/dialog.tsx";

/** Asks once more before a key ends for good. */
export function RevokeKey(props: {
  readonly name: string;
  /** What will happen. */
  readonly consequence: ReactNode;
  readonly pending: boolean;
  readonly problem: unknown;
  readonly onRevoke: () => void;
  readonly onClose: () => void;
}) {
  const { name, consequence, pending, problem, onRevoke, onClose } = props;
  const { t } = useLingui();
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      locked={pending}
      title={t`Revoke “${name}”?`}
      description={consequence}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Keep it</Trans>
          </Button>
          <Button tone="danger" loading={pending} onClick={onRevoke}>
            <Trans>Revoke key</Trans>
          </Button>
        </>
      }
    >
      <ProblemCallout error={problem} />
    </Dialog>
  );
}
