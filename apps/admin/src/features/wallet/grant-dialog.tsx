import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { grantGift } from "@tenure/core/credits";
import { decimalToNanos, type Money } from "@tenure/core/money";
import { Amount, Instant, Textarea, TextInput, usePolicyInForce } from "@tenure/ui";
import { useId, useState } from "react";
import { useAccount } from "../../account/current-account.tsx";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";
import { GiftDialog } from "./gift-dialog.tsx";
import { asked, usePreview } from "./use-preview.ts";

interface Gift {
  readonly amount: Money;
  readonly reason: string;
  /** Null takes the policy's. */
  readonly expiryDays: number | null;
}

/** Gives gift credits: amount, reason and expiry, then the preview, then the record. */
export function GrantDialog(props: { readonly onClose: () => void }) {
  const { t } = useLingui();
  const { id: accountId, currency } = useAccount();
  const queryClient = useQueryClient();
  const formId = useId();
  const [amount, setAmount] = useState("");
  const [reason, setReason] = useState("");
  const [days, setDays] = useState("");
  const [gift, setGift] = useState<Gift | null>(null);
  const [amountError, setAmountError] = useState(false);
  const preview = usePreview(({ amount: given, expiryDays }: Gift) =>
    queryClient.fetchQuery(
      trpc.wallet.previewGrant.queryOptions({ accountId, amount: given, expiryDays }, asked),
    ),
  );
  const grant = useStaffAction(
    (idempotencyKey) => trpc.wallet.grantGift.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    () => void queryClient.invalidateQueries(),
  );
  const effects = preview.data === undefined ? null : grantGift.effects.parse(preview.data.effects);
  const policyDays = usePolicyInForce().credits.giftExpiryDays;

  const askPreview = () => {
    const nanos = decimalToNanos(amount.trim());
    setAmountError(nanos === null || nanos <= 0n);
    if (nanos === null || nanos <= 0n) return;
    const next: Gift = {
      amount: { amount: amount.trim(), currency },
      reason: reason.trim(),
      expiryDays: days.trim() === "" ? null : Number(days),
    };
    setGift(next);
    // What is asked for may have changed: another intent, another key.
    grant.renew();
    preview.mutate(next);
  };

  return (
    <GiftDialog
      title={<Trans>Grant gift credits</Trans>}
      description={<Trans>Gift credits are spent like any others, expire, and are never refunded.</Trans>}
      formId={formId}
      form={
        <form
          id={formId}
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            askPreview();
          }}
        >
          <TextInput
            label={t`Amount`}
            value={amount}
            onChange={(event) => setAmount(event.target.value)}
            inputMode="decimal"
            autoComplete="off"
            suffix={<span className="pr-2">{currency}</span>}
            error={amountError && t`Write an amount above zero, such as 25 or 12.50.`}
            className="figures"
            // The person just asked for this dialog.
            autoFocus
          />
          <Textarea
            label={t`Reason`}
            hint={t`The customer reads it in the e-mail and beside the credits.`}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            minLength={3}
            maxLength={500}
          />
          <TextInput
            label={t`Days until it expires`}
            hint={t`Left empty: ${policyDays} days, by the policy.`}
            optional
            type="number"
            min={1}
            max={3660}
            step={1}
            value={days}
            onChange={(event) => setDays(event.target.value)}
            className="figures"
          />
        </form>
      }
      previewing={preview.isPending}
      previewError={preview.error}
      preview={preview.data}
      notes={
        effects !== null &&
        gift !== null && (
          <>
            <span>
              <Trans>
                Expires <Instant at={effects.expiresAt} />
              </Trans>
            </span>
            <span className="wrap-anywhere">“{gift.reason}”</span>
          </>
        )
      }
      confirm={
        gift !== null && (
          <Trans>
            Grant · <Amount value={gift.amount} />
          </Trans>
        )
      }
      confirmTone="primary"
      acting={grant.isPending}
      actError={grant.error}
      done={grant.data}
      onConfirm={() => {
        if (gift !== null) grant.mutate({ accountId, ...gift });
      }}
      onBack={() => {
        preview.reset();
        grant.reset();
      }}
      onClose={props.onClose}
    />
  );
}
