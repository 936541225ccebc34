import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { SpendLimits } from "@tenure/core/contract";
import { type Currency, decimalToNanos, MAX_AMOUNT_NANOS, type Money } from "@tenure/core/money";
import { Button, TextInput, useNotify } from "@tenure/ui";
import { ProblemCallout, useIdempotencyKey } from "@tenure/ui/app";
import { type FormEvent, useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { usePermission } from "../../account/use-permission.ts";
import { trpc } from "../../trpc.ts";

/** What a field holds: an amount, nothing (no limit), or something else. */
function limitIn(text: string, currency: Currency): Money | null | "odd" {
  const typed = text.trim().replace(/^\.(?=\d)/, "0.");
  if (typed === "") return null;
  const nanos = decimalToNanos(typed);
  return nanos === null || nanos < 0n || nanos > MAX_AMOUNT_NANOS ? "odd" : { amount: typed, currency };
}

/** A whole number of percent from 1 to 100, or nothing. */
function percentIn(text: string): number | null {
  const percent = /^\d{1,3}$/.test(text.trim()) ? Number(text) : 0;
  return percent >= 1 && percent <= 100 ? percent : null;
}

/** Sets the limits of a day and a month and when to warn. An empty field is no limit. */
export function LimitsForm({ limits }: { readonly limits: SpendLimits }) {
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const mayChange = usePermission("spend_limit.update");
  const [day, setDay] = useState(limits.day.limit?.amount ?? "");
  const [month, setMonth] = useState(limits.month.limit?.amount ?? "");
  const [percent, setPercent] = useState(String(limits.warnAtPercent));
  const [isChecked, setIsChecked] = useState(false);
  const { idempotencyKey, renew } = useIdempotencyKey();
  const queryClient = useQueryClient();
  const notify = useNotify();
  const save = useMutation(
    trpc.spendLimits.update.mutationOptions({
      trpc: { context: { idempotencyKey } },
      onSuccess: (after) => {
        renew();
        notify({ tone: "done", title: t`Spend limits saved` });
        queryClient.setQueryData(trpc.spendLimits.get.queryKey({ accountId: account.id }), after);
      },
    }),
  );
  const dayLimit = limitIn(day, account.currency);
  const monthLimit = limitIn(month, account.currency);
  const warnAtPercent = percentIn(percent);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsChecked(true);
    if (dayLimit === "odd" || monthLimit === "odd" || warnAtPercent === null) return;
    save.mutate({ accountId: account.id, day: dayLimit, month: monthLimit, warnAtPercent });
  };
  /** Another intention than the one that was sent: it gets a key of its own. */
  const change = (set: (text: string) => void) => (text: string) => {
    renew();
    set(text);
  };
  const oddAmount = t`An amount such as 25 or 25.50, or nothing for no limit.`;
  return (
    <form onSubmit={submit} noValidate className="flex max-w-md flex-col gap-4">
      <TextInput
        label={t`Per day`}
        hint={t`From midnight to midnight, ${account.timeZone}.`}
        optional
        inputMode="decimal"
        suffix={<span className="px-2 text-sm">{account.currency}</span>}
        value={day}
        readOnly={!mayChange}
        onChange={(event) => change(setDay)(event.target.value)}
        error={isChecked && dayLimit === "odd" && oddAmount}
      />
      <TextInput
        label={t`Per month`}
        hint={t`A calendar month of the same zone.`}
        optional
        inputMode="decimal"
        suffix={<span className="px-2 text-sm">{account.currency}</span>}
        value={month}
        readOnly={!mayChange}
        onChange={(event) => change(setMonth)(event.target.value)}
        error={isChecked && monthLimit === "odd" && oddAmount}
      />
      <TextInput
        label={t`Warn at`}
        inputMode="numeric"
        suffix={<span className="px-2 text-sm">%</span>}
        value={percent}
        readOnly={!mayChange}
        onChange={(event) => change(setPercent)(event.target.value)}
        error={isChecked && warnAtPercent === null && t`A whole number from 1 to 100.`}
      />
      <ProblemCallout error={save.error} />
      <div>
        <Button
          type="submit"
          tone="primary"
          loading={save.isPending}
          disabledReason={mayChange ? undefined : t`Only an owner of the account can change its limits.`}
        >
          <Trans>Save limits</Trans>
        </Button>
      </div>
    </form>
  );
}
