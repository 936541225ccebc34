import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { revokeGift } from "@tenure/core/credits";
import { Money, Textarea } from "@tenure/ui";
import { useId, useState } from "react";
import { useAccount } from "../../account/current-account.tsx";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";
import { GiftDialog } from "./gift-dialog.tsx";
import { asked, usePreview } from "./use-preview.ts";

/** Takes back what is unspent of a gift: the reason, then the preview, then the record. */
export function RevokeDialog(props: { readonly lotId: string; readonly onClose: () => void }) {
  const { lotId } = props;
  const { t } = useLingui();
  const { id: accountId, currency } = useAccount();
  const queryClient = useQueryClient();
  const formId = useId();
  const [reason, setReason] = useState("");
  const preview = usePreview((given: string) =>
    queryClient.fetchQuery(trpc.wallet.previewRevoke.queryOptions({ accountId, lotId: given }, asked)),
  );
  const revoke = useStaffAction(
    (idempotencyKey) => trpc.wallet.revokeGift.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    () => void queryClient.invalidateQueries(),
  );
  const effects = preview.data === undefined ? null : revokeGift.effects.parse(preview.data.effects);
  return (
    <GiftDialog
      title={<Trans>Revoke gift credits</Trans>}
      description={<Trans>Only what is unspent is taken back; nothing becomes a debt.</Trans>}
      formId={formId}
      form={
        <form
          id={formId}
          onSubmit={(event) => {
            event.preventDefault();
            revoke.renew();
            preview.mutate(lotId);
          }}
        >
          <Textarea
            label={t`Reason`}
            hint={t`The customer reads it in the e-mail.`}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            minLength={3}
            maxLength={500}
            // The person just asked for this dialog.
            autoFocus
          />
        </form>
      }
      previewing={preview.isPending}
      previewError={preview.error}
      preview={preview.data}
      notes={<span className="wrap-anywhere">“{reason.trim()}”</span>}
      confirm={
        effects !== null && (
          <Trans>
            Revoke · <Money nanos={effects.amountNanos} currency={currency} />
          </Trans>
        )
      }
      confirmTone="danger"
      acting={revoke.isPending}
      actError={revoke.error}
      done={revoke.data}
      onConfirm={() => revoke.mutate({ accountId, lotId, reason: reason.trim() })}
      onBack={() => {
        preview.reset();
        revoke.reset();
      }}
      onClose={props.onClose}
    />
  );
}
