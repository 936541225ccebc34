import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { Outputs } from "@tenure/api/trpc";
import { decisionSchema } from "@tenure/core/decision";
import { formatBps, fromMoney } from "@tenure/core/money";
import { Amount, Button, Callout, Money, Skeleton, TextInput, useLocale, useRefusalWords } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { type FormEvent, useId, useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { usePermission } from "../../account/use-permission.ts";
import { trpc } from "../../trpc.ts";
import { typedAmount } from "../../account/typed-amount.ts";
import { useSettled } from "../../account/use-settled.ts";

type Offer = NonNullable<Outputs["topUps"]["offer"]["offer"]>;

const SETTLED_AFTER_MS = 250;

/** Choosing how much to top up; what comes of it is the server's preview. */
export function TopUpSection() {
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const offered = useQuery(trpc.topUps.offer.queryOptions({ accountId: account.id }));
  const titleId = useId();
  return (
    <section aria-labelledby={titleId} className="flex flex-col gap-4">
      <h2 id={titleId} className="text-lg font-semibold">
        <Trans>Top up</Trans>
      </h2>
      {offered.isPending && <Skeleton lines={5} />}
      {offered.error && (
        <ProblemState
          thing={t`What can be topped up could not be loaded`}
          error={offered.error}
          onRetry={() => void offered.refetch()}
          retrying={offered.isFetching}
        />
      )}
      {offered.data?.offer === null && (
        <p className="text-muted">
          <Trans>Credits cannot be topped up in {account.currency}. Contact support about another way.</Trans>
        </p>
      )}
      {offered.data?.offer && <TopUpForm offer={offered.data.offer} />}
    </section>
  );
}

function TopUpForm(props: { readonly offer: Offer }) {
  const { offer } = props;
  const { t } = useLingui();
  const navigate = useNavigate();
  const { account } = useCurrentAccount();
  const mayBuy = usePermission("top_up.buy");
  const [text, setText] = useState("");
  const amount = typedAmount(text, account.currency);
  const settled = typedAmount(useSettled(text, SETTLED_AFTER_MS), account.currency);
  const [tried, setTried] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (mayBuy && amount !== null)
      void navigate({ to: "/credits/review", search: { amount: amount.amount } });
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <Presets offer={offer} chosen={amount === null ? null : fromMoney(amount)} onChoose={setText} />
      <TextInput
        label={t`Amount`}
        name="amount"
        inputMode="decimal"
        autoComplete="off"
        value={text}
        onChange={(event) => setText(event.target.value)}
        suffix={<span className="pr-2">{account.currency}</span>}
        hint={
          <Trans>
            From <Amount value={offer.min} /> to <Amount value={offer.max} />, before tax
          </Trans>
        }
        error={amount === null && (tried || text !== "") && t`Enter an amount such as 50 or 50.25.`}
      />
      {settled !== null && mayBuy && <Outcome amount={settled} />}
      <div>
        <Button
          tone="primary"
          type="submit"
          className="phone:w-full"
          disabledReason={mayBuy ? undefined : t`Only an owner of the account can buy credits.`}
        >
          <Trans>Review top-up</Trans>
        </Button>
      </div>
    </form>
  );
}

function Presets(props: {
  readonly offer: Offer;
  readonly chosen: bigint | null;
  readonly onChoose: (amount: string) => void;
}) {
  const { offer, chosen, onChoose } = props;
  const { t } = useLingui();
  const locale = useLocale();
  const name = useId();
  return (
    <fieldset className="grid grid-cols-3 gap-2">
      <legend className="sr-only">{t`Suggested amounts`}</legend>
      {offer.presets.map((preset) => {
        const bonus = offer.bonusTiers.findLast(({ from }) => fromMoney(preset) >= fromMoney(from));
        return (
          <label
            key={preset.amount}
            className="relative flex min-h-14 cursor-pointer flex-col items-center justify-center rounded-md border border-control px-2 py-1.5 hover:bg-hover has-checked:border-accent-strong has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name={name}
              checked={chosen === fromMoney(preset)}
              onChange={() => onChoose(preset.amount)}
              className="absolute inset-0 cursor-pointer opacity-0"
            />
            <Amount value={preset} className="font-medium" />
            {bonus !== undefined && (
              <span className="text-sm text-muted">
                <Trans>+{formatBps(BigInt(bonus.bps), locale)} bonus</Trans>
              </span>
            )}
          </label>
        );
      })}
    </fieldset>
  );
}

/** What the amount would cost and bring, from the very decision that buying it would make. */
function Outcome(props: { readonly amount: { readonly amount: string; readonly currency: string } }) {
  const { account } = useCurrentAccount();
  const language = useLocale();
  const wordsFor = useRefusalWords(account.currency);
  const review = useQuery(
    trpc.topUps.review.queryOptions({
      accountId: account.id,
      amount: { amount: props.amount.amount, currency: account.currency },
      language,
    }),
  );
  if (review.data === undefined)
    return review.error === null ? (
      <Skeleton lines={2} />
    ) : (
      <ProblemNote retry={() => void review.refetch()} />
    );
  const decision = decisionSchema.parse(review.data.decision);
  // Missing billing details are asked for on the next page.
  const refusal = decision.refusals.find(({ code }) => code !== "billing_details_incomplete");
  if (refusal !== undefined) {
    const { reason, help } = wordsFor(refusal);
    return (
      <Callout tone="refused" live title={reason}>
        {help}
      </Callout>
    );
  }
  const lineOf = (key: string) => decision.lines.find((each) => each.key === key);
  const [total, bonus, inAll] = [lineOf("total_due"), lineOf("top_up_bonus"), lineOf("credits_in_all")];
  if (total === undefined || inAll === undefined) return null;
  return (
    <p role="status" className="text-muted">
      {bonus === undefined ? (
        <Trans>
          You pay <Line nanos={total.amountNanos} /> and receive <Line nanos={inAll.amountNanos} /> in
          credits.
        </Trans>
      ) : (
        <Trans>
          You pay <Line nanos={total.amountNanos} /> and receive <Line nanos={inAll.amountNanos} /> in
          credits, <Line nanos={bonus.amountNanos} /> of it bonus.
        </Trans>
      )}
    </p>
  );
}

function Line(props: { readonly nanos: bigint }) {
  const { account } = useCurrentAccount();
  return <Money nanos={props.nanos} currency={account.currency} className="font-medium text-ink" />;
}

function ProblemNote(props: { readonly retry: () => void }) {
  return (
    <p role="alert" className="flex flex-wrap items-center gap-2 text-muted">
      <Trans>The bonus could not be worked out.</Trans>
      <Button size="sm" onClick={props.retry}>
        <Trans>Try again</Trans>
      </Button>
    </p>
  );
}
