import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { Button } from "../actions/button.tsx";
import { CodeBlock } from "../display/code-block.tsx";
import { Callout } from "../feedback/callout.tsx";
import { Dialog } from "../overlays/dialog.tsx";

/** The key that was just made: the only time it is shown. Closing needs the button, so that no slip loses it. */
export function NewKey(props: {
  readonly title: string;
  /** Names the key for screen readers: "API key". */
  readonly label: string;
  /** Null when this is the repeated answer to a request whose first answer was lost. */
  readonly secret: string | null;
  /** What to do then. */
  readonly whenLost: ReactNode;
  readonly onClose: () => void;
}) {
  const { title, label, secret, whenLost, onClose } = props;
  const { t } = useLingui();
  return (
    <Dialog
      open
      locked
      onOpenChange={onClose}
      title={title}
      footer={
        <Button tone="primary" onClick={onClose}>
          {secret === null ? <Trans>Close</Trans> : <Trans>I have stored it</Trans>}
        </Button>
      }
    >
      {secret === null ? (
        <Callout tone="warning" title={t`The key can no longer be shown`}>
          {whenLost}
        </Callout>
      ) : (
        <div className="flex flex-col gap-3">
          <Callout tone="warning">
            <Trans>Copy it now: it is shown only this once and nobody can read it again.</Trans>
          </Callout>
          <CodeBlock label={label} code={secret} wrap />
        </div>
      )}
    </Dialog>
  );
}
