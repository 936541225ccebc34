import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { decimalToNanos } from "@tenure/core/money";
import {
  Amount,
  Button,
  DecisionSheet,
  Dialog,
  Textarea,
  TextInput,
  useDecisionTitle,
  useNotify,
} from "@tenure/ui";
import { ProblemCallout } from "@tenure/ui/app";
import { useId, useState } from "react";
import { useAccount } from "../../account/current-account.tsx";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";
import { useGoodwillPreview } from "./use-goodwill-preview.ts";

/** Proposes a refund out of goodwill: how much, why, what the customer reads, and what would come of it. */
export function ProposeDialog(props: { readonly orderId: string; readonly onClose: () => void }) {
  const { orderId, onClose } = props;
  const { t } = useLingui();
  const formId = useId();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const titleOf = useDecisionTitle();
  const { id: accountId, currency } = useAccount();
  const order = useQuery(trpc.orders.get.queryOptions({ accountId, orderId }));
  const [typed, setTyped] = useState("");
  const [reason, setReason] = useState("");
  const [message, setMessage] = useState("");
  const nanos = decimalToNanos(typed.trim());
  const amount = nanos === null || nanos <= 0n ? null : { amount: typed.trim(), currency };
  const { decision, error } = useGoodwillPreview(orderId, amount);
  const propose = useStaffAction(
    (idempotencyKey) =>
      trpc.goodwillRefunds.propose.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    () => {
      notify({ tone: "done", title: t`Proposed; another person has to approve it` });
      void queryClient.invalidateQueries({ queryKey: trpc.goodwillRefunds.pathKey() });
      onClose();
    },
  );
  const denial =
    amount === null
      ? t`Enter an amount.`
      : reason.trim() === ""
        ? t`Give the reason.`
        : decision?.outcome === "granted"
          ? undefined
          : t`It cannot be given like that.`;
  const number = order.data?.number ?? "";
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      locked={propose.isPending}
      width="lg"
      title={t`Goodwill refund of order ${number}`}
      description={
        <Trans>
          An amount that no rule asks for. Plan and credits stay as they are; nothing moves before another
          person approves it.
        </Trans>
      }
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Leave it</Trans>
          </Button>
          <Button
            type="submit"
            form={formId}
            tone="primary"
            loading={propose.isPending}
            disabledReason={denial}
          >
            {amount === null ? (
              <Trans>Propose</Trans>
            ) : (
              <Trans>
                Propose · <Amount value={amount} />
              </Trans>
            )}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (amount !== null)
            propose.mutate({ accountId, orderId, amount, reason: reason.trim(), message: message.trim() });
        }}
      >
        <ProblemCallout error={propose.error ?? error} />
        <TextInput
          className="w-40"
          label={t`Amount`}
          suffix={currency}
          hint={order.data === undefined ? undefined : t`Paid: ${order.data.total.amount}`}
          inputMode="decimal"
          value={typed}
          maxLength={20}
          onChange={(event) => {
            setTyped(event.target.value);
            propose.renew();
          }}
        />
        <Textarea
          label={t`Reason`}
          hint={t`For colleagues and the audit trail; the customer does not see it.`}
          value={reason}
          maxLength={1000}
          onChange={(event) => {
            setReason(event.target.value);
            propose.renew();
          }}
        />
        <Textarea
          label={t`A word to the customer`}
          hint={t`Stands in the e-mail that tells of the refund.`}
          required={false}
          value={message}
          maxLength={2000}
          onChange={(event) => {
            setMessage(event.target.value);
            propose.renew();
          }}
        />
        {decision !== null && (
          <DecisionSheet
            title={titleOf(decision.kind)}
            subject={number}
            decision={decision}
            stage="preview"
          />
        )}
      </form>
    </Dialog>
  );
}
