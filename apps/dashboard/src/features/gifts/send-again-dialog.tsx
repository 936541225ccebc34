import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Dialog, TextInput, useNotify } from "@tenure/ui";
import { ProblemCallout, useIdempotencyKey } from "@tenure/ui/app";
import { useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import type { Given } from "./types.ts";

/** Sends the code anew, to the address that is right; the code of the mail before ends with it. */
export function SendAgainDialog(props: { readonly gift: Given; readonly onClose: () => void }) {
  const { gift, onClose } = props;
  const { t } = useLingui();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const { account } = useCurrentAccount();
  const { idempotencyKey, renew } = useIdempotencyKey();
  const [email, setEmail] = useState(gift.recipientEmail);
  const send = useMutation(
    trpc.gifts.send.mutationOptions({
      trpc: { context: { idempotencyKey } },
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: trpc.gifts.pathKey() });
        notify({ tone: "done", title: t`The gift is on its way` });
        onClose();
      },
      onError: renew,
    }),
  );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t`Send the gift again`}
      description={<Trans>The mail brings a new code. The one that was sent before stops working.</Trans>}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Close</Trans>
          </Button>
          <Button
            tone="primary"
            loading={send.isPending}
            onClick={() =>
              send.mutate({ accountId: account.id, giftId: gift.id, recipientEmail: email.trim() })
            }
          >
            <Trans>Send</Trans>
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <TextInput
          name="recipientEmail"
          type="email"
          label={t`E-mail of the recipient`}
          value={email}
          maxLength={254}
          onChange={(event) => {
            renew();
            setEmail(event.currentTarget.value);
          }}
        />
        <ProblemCallout error={send.error} />
      </div>
    </Dialog>
  );
}
