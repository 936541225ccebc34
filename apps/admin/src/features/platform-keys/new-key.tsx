import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Callout, CodeBlock, Dialog } from "@tenure/ui";

/** The key that was just made: the only time it is shown. Closing needs the button, so that no slip loses it. */
export function NewKey(props: {
  readonly name: string;
  /** Null when this is the repeated answer to a request whose first answer was lost. */
  readonly platformKey: string | null;
  readonly onClose: () => void;
}) {
  const { name, platformKey, onClose } = props;
  const { t } = useLingui();
  return (
    <Dialog
      open
      locked
      onOpenChange={onClose}
      title={t`Key “${name}” was created`}
      footer={
        <Button tone="primary" onClick={onClose}>
          {platformKey === null ? <Trans>Close</Trans> : <Trans>I have stored it</Trans>}
        </Button>
      }
    >
      {platformKey === null ? (
        <Callout tone="warning" title={t`The key can no longer be shown`}>
          <Trans>The answer with it was lost on the way. Revoke this key and create another.</Trans>
        </Callout>
      ) : (
        <div className="flex flex-col gap-3">
          <Callout tone="warning">
            <Trans>Copy it now: it is shown only this once and nobody can read it again.</Trans>
          </Callout>
          <CodeBlock label={t`Platform key`} code={platformKey} wrap />
        </div>
      )}
    </Dialog>
  );
}
