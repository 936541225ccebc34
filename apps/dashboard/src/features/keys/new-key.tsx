import { Trans, useLingui } from "@lingui/react/macro";
import { NewKey as NewKeyDialog } from "@tenure/ui/keys";

/** The key that was just made: the only time it is shown. */
export function NewKey(props: {
  readonly name: string;
  readonly apiKey: string | null;
  readonly onClose: () => void;
}) {
  const { name, apiKey, onClose } = props;
  const { t } = useLingui();
  return (
    <NewKeyDialog
      title={t`Key “${name}” was created`}
      label={t`API key`}
      secret={apiKey}
      whenLost={<Trans>The answer with it was lost on the way. Revoke this key and create another.</Trans>}
      onClose={onClose}
    />
  );
}
