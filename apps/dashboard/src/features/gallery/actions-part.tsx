import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Dialog, DisclosurePopover, IconButton, Menu, Sheet, useNotify } from "@tenure/ui";
import { Ellipsis, Plus, Trash2 } from "lucide-react";
import { useState } from "react";

/** Buttons in each tone and state, menu, dialog, sheet, popover, notices. */
export function ActionsPart() {
  const { t } = useLingui();
  const notify = useNotify();
  const [open, setOpen] = useState<"dialog" | "sheet" | null>(null);
  const close = (next: boolean) => !next && setOpen(null);
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-wrap items-start gap-3">
        <Button tone="primary">{t`Submit Refund · $18.05`}</Button>
        <Button icon={<Plus aria-hidden className="size-4" />}>{t`Add`}</Button>
        <Button tone="quiet">{t`Cancel`}</Button>
        <Button tone="danger">{t`End the subscription`}</Button>
        <Button tone="primary" loading>{t`Submit Refund · $18.05`}</Button>
        <Button size="sm">{t`Small`}</Button>
        <Button disabledReason={t`Gift subscriptions are not eligible for refunds`}>{t`Refund`}</Button>
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <Menu
          align="start"
          trigger={<IconButton label={t`More actions`} icon={<Ellipsis aria-hidden className="size-4" />} />}
          groups={[
            {
              items: [
                { key: "copy", label: <Trans>Copy the id</Trans>, onSelect: () => undefined },
                {
                  key: "refund",
                  label: <Trans>Refund</Trans>,
                  disabledReason: <Trans>The window has passed</Trans>,
                  onSelect: () => undefined,
                },
              ],
            },
            {
              items: [
                {
                  key: "remove",
                  label: <Trans>Remove</Trans>,
                  icon: <Trash2 className="size-4" />,
                  tone: "danger",
                  onSelect: () => undefined,
                },
              ],
            },
          ]}
        />
        <DisclosurePopover trigger={<Button tone="quiet">{t`What is this?`}</Button>}>
          <Trans>A short explanation, where it is asked for.</Trans>
        </DisclosurePopover>
        <Button onClick={() => setOpen("dialog")}>{t`Open a dialog`}</Button>
        <Button onClick={() => setOpen("sheet")}>{t`Open a sheet`}</Button>
        <Button
          onClick={() =>
            notify({
              tone: "done",
              title: t`Key removed`,
              detail: t`It stopped working just now.`,
              undo: () => undefined,
            })
          }
        >
          {t`Show a notice`}
        </Button>
      </div>
      <Dialog
        open={open === "dialog"}
        onOpenChange={close}
        title={t`Submit this refund?`}
        description={<Trans>$19.00 go back to Visa ···· 4242 within 1–3 business days.</Trans>}
        footer={
          <>
            <Button onClick={() => setOpen(null)}>{t`Cancel`}</Button>
            <Button tone="primary" onClick={() => setOpen(null)}>{t`Submit Refund · $19.00`}</Button>
          </>
        }
      />
      <Sheet open={open === "sheet"} onOpenChange={close} title={t`A closer look`}>
        <Trans>The list behind keeps its place.</Trans>
      </Sheet>
    </div>
  );
}
