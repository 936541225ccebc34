import { Trans } from "@lingui/react/macro";
import { Button, Dialog } from "@tenure/ui";
import { ProblemCallout } from "@tenure/ui/app";
import { type ReactNode, useId } from "react";

/** A step that is asked about once more: what follows, what has to be said, and the button that does it. */
export function ActionDialog(props: {
  readonly title: string;
  readonly description?: ReactNode;
  /** What the button does, as its words. */
  readonly does: ReactNode;
  readonly tone?: "primary" | "danger";
  readonly action: { readonly error: unknown; readonly isPending: boolean };
  readonly disabledReason?: string | undefined;
  readonly onClose: () => void;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
}) {
  const {
    title,
    description,
    does,
    tone = "primary",
    action,
    disabledReason,
    onClose,
    onSubmit,
    children,
  } = props;
  const formId = useId();
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      locked={action.isPending}
      title={title}
      {...(description === undefined ? {} : { description })}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            type="submit"
            form={formId}
            tone={tone}
            loading={action.isPending}
            disabledReason={disabledReason}
          >
            {does}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        <ProblemCallout error={action.error} />
        {children}
      </form>
    </Dialog>
  );
}
