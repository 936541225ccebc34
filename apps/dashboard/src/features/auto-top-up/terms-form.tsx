import { Trans, useLingui } from "@lingui/react/macro";
import type { Outputs } from "@tenure/api/trpc";
import { Amount, Button, Select, TextInput } from "@tenure/ui";
import { useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { typedAmount } from "../../account/typed-amount.ts";
import { usePermission } from "../../account/use-permission.ts";
import { useSettled } from "../../account/use-settled.ts";
import { TermsReview } from "./terms-review.tsx";
import type { Terms } from "./types.ts";

const SETTLED_AFTER_MS = 300;

/** The numbers and the card; their review appears beneath as soon as all of them can be read. */
export function TermsForm(props: {
  readonly methods: Outputs["paymentMethods"]["list"];
  readonly terms: Terms | null;
  readonly offer: Outputs["topUps"]["offer"]["offer"];
  readonly onAgreed: () => void;
}) {
  const { methods, terms, offer, onAgreed } = props;
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const mayReview = usePermission("auto_top_up.review");
  const [amount, setAmount] = useState(terms?.amount.amount ?? offer?.presets[1]?.amount ?? "");
  const [below, setBelow] = useState(terms?.threshold.amount ?? offer?.min.amount ?? "");
  const [cap, setCap] = useState(terms?.monthlyCap.amount ?? "");
  const [paymentMethodId, setPaymentMethodId] = useState(
    methods.find(({ id }) => id === terms?.paymentMethodId)?.id ?? methods[0]?.id ?? "",
  );
  const settled = {
    amount: typedAmount(useSettled(amount, SETTLED_AFTER_MS), account.currency),
    threshold: typedAmount(useSettled(below, SETTLED_AFTER_MS), account.currency),
    monthlyCap: typedAmount(useSettled(cap, SETTLED_AFTER_MS), account.currency),
  };
  const unreadable = (text: string) =>
    text !== "" && typedAmount(text, account.currency) === null && t`Enter an amount such as 50 or 50.25.`;
  const money = {
    inputMode: "decimal",
    autoComplete: "off",
    suffix: <span className="pr-2">{account.currency}</span>,
  } as const;
  return (
    <div className="flex flex-col gap-8">
      <div className="grid max-w-2xl grid-cols-2 gap-5 phone:grid-cols-1">
        <TextInput
          {...money}
          name="amount"
          label={t`Buy each time`}
          value={amount}
          onChange={(event) => setAmount(event.target.value)}
          hint={
            offer !== null && (
              <Trans>
                From <Amount value={offer.min} /> to <Amount value={offer.max} />, before tax
              </Trans>
            )
          }
          error={unreadable(amount)}
        />
        <TextInput
          {...money}
          name="threshold"
          label={t`When less is available than`}
          value={below}
          onChange={(event) => setBelow(event.target.value)}
          hint={t`At most what is bought each time`}
          error={unreadable(below)}
        />
        <TextInput
          {...money}
          name="monthlyCap"
          label={t`At most in a calendar month`}
          value={cap}
          onChange={(event) => setCap(event.target.value)}
          hint={t`Tax included, in the time zone of the account`}
          error={unreadable(cap)}
        />
        <Select
          name="card"
          label={t`Card`}
          value={paymentMethodId}
          onChange={(event) => setPaymentMethodId(event.target.value)}
          options={methods.map(({ id, label }) => ({ value: id, label }))}
          hint={t`Cards are saved with a payment`}
        />
      </div>
      {settled.amount !== null && settled.threshold !== null && settled.monthlyCap !== null ? (
        <TermsReview
          terms={{
            amount: settled.amount,
            threshold: settled.threshold,
            monthlyCap: settled.monthlyCap,
            paymentMethodId,
          }}
          onAgreed={onAgreed}
        />
      ) : (
        <div className="max-w-2xl">
          <Button
            tone="primary"
            disabledReason={
              !mayReview
                ? t`Only an owner of the account can switch it on.`
                : settled.amount === null || settled.threshold === null
                  ? t`Enter both amounts to see the terms.`
                  : t`Enter the monthly limit to see the terms.`
            }
          >
            <Trans>Agree and switch on</Trans>
          </Button>
        </div>
      )}
    </div>
  );
}
