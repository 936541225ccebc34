import { Trans, useLingui } from "@lingui/react/macro";
import { NewKey as NewKeyDialog } from "@tenure/ui/keys";

/** The key that was just made: the only time it is shown. */
export function NewKey(props: {
  readonly name: string;
  readonly platformKey: string | null;
  readonly onClose: () => void;
}) {
  const { name, platformKey, onClose } = props;
  const { t } = useLingui();
  return (
    <NewKeyDialog
      title={t`Key “${name}” was created`}
      label={t`Platform key`}
      secret={platformKey}
      whenLost={<Trans>The answer with it was lost on the way. Revoke this key and create another.</Trans>}
      onClose={onClose}
    />
  );
}
