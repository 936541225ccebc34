import { useLingui } from "@lingui/react/macro";
import { Textarea, TextInput } from "@tenure/ui";

/** Why, and which document shows it. */
export function ReasonFields(props: {
  readonly reason: string;
  readonly onReason: (text: string) => void;
  readonly documentRef: string;
  readonly onDocumentRef: (text: string) => void;
  readonly documentOptional?: boolean;
}) {
  const { reason, onReason, documentRef, onDocumentRef, documentOptional = false } = props;
  const { t } = useLingui();
  return (
    <>
      <Textarea
        label={t`Reason`}
        hint={t`Kept with the file and in the audit trail.`}
        value={reason}
        rows={4}
        maxLength={2000}
        onChange={(event) => onReason(event.target.value)}
      />
      <TextInput
        label={t`Document that shows it`}
        hint={t`Its number, or where it lies: a letter, a case, a file.`}
        optional={documentOptional}
        value={documentRef}
        maxLength={200}
        onChange={(event) => onDocumentRef(event.target.value)}
      />
    </>
  );
}
