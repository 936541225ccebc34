import { Trans } from "@lingui/react/macro";
import type { Decision } from "@tenure/core/decision";
import { Button, type ButtonTone, DecisionSheet, Dialog, useDecisionTitle } from "@tenure/ui";
import { ProblemCallout } from "@tenure/ui/app";
import type { ReactNode } from "react";
import { StoredDecision } from "../../account/stored-decision.tsx";

/**
 * The three steps of giving and of taking back: what and why, the preview of what will happen, the record of what did.
 * Preview and record are the same sheet in the same words.
 */
export function GiftDialog(props: {
  readonly title: ReactNode;
  readonly description: ReactNode;
  readonly formId: string;
  /** The fields; submitting the form asks for the preview. */
  readonly form: ReactNode;
  readonly previewing: boolean;
  readonly previewError: unknown;
  readonly preview: Decision | undefined;
  /** Short facts beside the preview. */
  readonly notes?: ReactNode;
  readonly confirm: ReactNode;
  readonly confirmTone: ButtonTone;
  readonly acting: boolean;
  readonly actError: unknown;
  /** Set once it happened; its decision may be null where none was stored. */
  readonly done: { readonly decisionId: string | null } | undefined;
  readonly onConfirm: () => void;
  readonly onBack: () => void;
  readonly onClose: () => void;
}) {
  const { title, description, formId, form, previewing, previewError, preview, notes, acting, done } = props;
  const titleOf = useDecisionTitle();
  if (done !== undefined)
    return (
      <Dialog
        open
        onOpenChange={props.onClose}
        title={title}
        width="lg"
        footer={
          <Button tone="primary" onClick={props.onClose}>
            <Trans>Done</Trans>
          </Button>
        }
      >
        {done.decisionId !== null && <StoredDecision decisionId={done.decisionId} />}
      </Dialog>
    );
  if (preview !== undefined)
    return (
      <Dialog
        open
        onOpenChange={props.onClose}
        locked={acting}
        title={title}
        width="lg"
        footer={
          <>
            <Button onClick={props.onBack}>
              <Trans>Back</Trans>
            </Button>
            {preview.outcome === "granted" && (
              <Button tone={props.confirmTone} loading={acting} onClick={props.onConfirm}>
                {props.confirm}
              </Button>
            )}
          </>
        }
      >
        <div className="flex flex-col gap-4">
          <ProblemCallout error={props.actError} />
          <DecisionSheet title={titleOf(preview.kind)} decision={preview} stage="preview" notes={notes} />
        </div>
      </Dialog>
    );
  return (
    <Dialog
      open
      onOpenChange={props.onClose}
      title={title}
      description={description}
      footer={
        <>
          <Button onClick={props.onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" form={formId} tone="primary" loading={previewing}>
            <Trans>Preview</Trans>
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <ProblemCallout error={previewError} />
        {form}
      </div>
    </Dialog>
  );
}
