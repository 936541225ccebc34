import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Callout, CodeBlock, Dialog } from "@tenure/ui";

/** The secret that was just made: the only time it is shown. Closing needs the button, so that no slip loses it. */
export function NewSecret(props: {
  /** Null when this is the repeated answer to a request whose first answer was lost. */
  readonly secret: string | null;
  readonly onClose: () => void;
}) {
  const { secret, onClose } = props;
  const { t } = useLingui();
  return (
    <Dialog
      open
      locked
      onOpenChange={onClose}
      title={t`The secret of this endpoint`}
      footer={
        <Button tone="primary" onClick={onClose}>
          {secret === null ? <Trans>Close</Trans> : <Trans>I have stored it</Trans>}
        </Button>
      }
    >
      {secret === null ? (
        <Callout tone="warning" title={t`The secret can no longer be shown`}>
          <Trans>The answer with it was lost on the way. Make a new secret for the endpoint.</Trans>
        </Callout>
      ) : (
        <div className="flex flex-col gap-3">
          <Callout tone="warning">
            <Trans>Copy it now: it is shown only this once and nobody can read it again.</Trans>
          </Callout>
          <CodeBlock label={t`Secret`} code={secret} wrap />
          <p className="text-muted">
            <Trans>Your program checks with it that a webhook is from us.</Trans>
          </p>
        </div>
      )}
    </Dialog>
  );
}
