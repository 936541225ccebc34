import { Trans } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { Button, useNotify } from "@tenure/ui";
import { ProblemCallout } from "@tenure/ui/app";
import { useLingui } from "@lingui/react/macro";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { useDenial } from "../../staff/use-staff.ts";
import { trpc } from "../../trpc.ts";
import type { Gift } from "./types.ts";

/** Sends a gift's code anew to its recipient; the code of the mail before ends with it. */
export function SendAgain(props: { readonly gift: Gift }) {
  const { gift } = props;
  const { t } = useLingui();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const denial = useDenial()("gift_subscription.send");
  const send = useStaffAction(
    (idempotencyKey) => trpc.gifts.send.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    () => {
      notify({ tone: "done", title: t`The gift is on its way` });
      void queryClient.invalidateQueries({ queryKey: trpc.gifts.pathKey() });
    },
  );
  if (gift.state !== "offered") return null;
  return (
    <span className="flex flex-col items-end gap-2">
      <Button
        size="sm"
        disabledReason={
          denial ?? (gift.actions.includes("send") ? undefined : t`It can no longer be redeemed.`)
        }
        loading={send.isPending}
        onClick={() => send.mutate({ accountId: gift.accountId, giftId: gift.id })}
      >
        <Trans>Send again</Trans>
      </Button>
      <ProblemCallout error={send.error} />
    </span>
  );
}
