import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "../actions/button.tsx";
import { ProblemCallout } from "../app/problem-state.tsx";
import { Select } from "../forms/select.tsx";
import { Dialog } from "../overlays/dialog.tsx";

const USUAL_OVERLAP_HOURS = 24;

/** Asks how long a key works on beside the new one that takes its place. */
export function ReplaceKey(props: {
  readonly name: string;
  readonly prefix: string;
  readonly pending: boolean;
  readonly problem: unknown;
  /** Something else is wished for: what is sent next is another intent. */
  readonly onChange: () => void;
  readonly onReplace: (overlapHours: number) => void;
  readonly onClose: () => void;
}) {
  const { name, prefix, pending, problem, onChange, onReplace, onClose } = props;
  const { t } = useLingui();
  const [overlapHours, setOverlapHours] = useState(USUAL_OVERLAP_HOURS);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      locked={pending}
      title={t`Replace “${name}”?`}
      description={
        <Trans>
          You get a new key that may do the same, from the same addresses. Give it to the programs that use{" "}
          <code className="font-mono text-sm">{prefix}…</code> before that one ends.
        </Trans>
      }
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button tone="primary" loading={pending} onClick={() => onReplace(overlapHours)}>
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
            onChange();
          }}
          options={[
            { value: "0", label: t`at once` },
            { value: "1", label: t`in an hour` },
            { value: "24", label: t`in a day` },
            { value: "168", label: t`in a week` },
          ]}
        />
        <ProblemCallout error={problem} />
      </div>
    </Dialog>
  );
}
