import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CURRENCIES, isCurrency } from "@tenure/core/money";
import {
  Button,
  Checkbox,
  type Locale,
  localeNames,
  locales,
  PageHeader,
  Select,
  TextInput,
  useLocale,
  usePolicyInForce,
} from "@tenure/ui";
import { ProblemCallout, problemOf, useIdempotencyKey } from "@tenure/ui/app";
import { useMemo, useState } from "react";
import { useMe } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { deviceTimeZone, selectableTimeZones } from "./time-zones.ts";

/** First sign-in: opens the account that everything else hangs on, with acceptance of the terms (T4.1). */
export function CreateAccountPage(props: { readonly onLocale: (locale: Locale) => void }) {
  const { t } = useLingui();
  const locale = useLocale();
  const queryClient = useQueryClient();
  const { login } = useMe();
  const { idempotencyKey, renew } = useIdempotencyKey();
  const [agreed, setAgreed] = useState(false);
  const [unagreed, setUnagreed] = useState(false);
  const zones = useMemo(() => selectableTimeZones().map((zone) => ({ value: zone, label: zone })), []);
  const { version: termsVersion } = usePolicyInForce();
  // What is agreed to is what the API has in force: nothing is agreed to before it has said so.
  const published = useQuery(trpc.policyVersions.published.queryOptions({}));
  const plans = useQuery(trpc.catalog.plans.queryOptions());
  const priced = plans.data?.plans.flatMap((plan) => plan.prices.map((each) => each.price.currency)) ?? [];
  const currencies = priced.length > 0 ? [...new Set(priced)] : CURRENCIES;
  const create = useMutation(
    trpc.accounts.create.mutationOptions({
      trpc: { context: { idempotencyKey } },
      onSuccess: () => queryClient.invalidateQueries(),
      // What is asked for may change before the next try, and a key stands for one request.
      onError: renew,
    }),
  );
  const fields = problemOf(create.error).fields;
  return (
    <div className="max-w-sm">
      <PageHeader
        title={t`Open your account`}
        description={
          <Trans>
            Plans, credits, refunds and receipts belong to it. Everything but the currency can be changed.
          </Trans>
        }
      />
      <form
        noValidate
        className="flex flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          setUnagreed(!agreed);
          const form = new FormData(event.currentTarget);
          const text = (field: string) => {
            const value = form.get(field);
            return typeof value === "string" ? value : "";
          };
          const currency = text("currency");
          if (!agreed || !isCurrency(currency)) return;
          create.mutate({
            name: text("name"),
            currency,
            timeZone: text("timeZone"),
            language: locale,
            termsVersion,
          });
        }}
      >
        <TextInput
          label={t`Account name`}
          name="name"
          autoComplete="organization"
          defaultValue={login?.name ?? ""}
          maxLength={120}
          hint={t`Yours or your organisation's. Invoices use the billing details, not this.`}
          error={fields["name"]}
        />
        <Select
          key={currencies.join()}
          label={t`Currency`}
          name="currency"
          defaultValue="USD"
          hint={t`Of your credits and of everything you buy. It cannot be changed later.`}
          options={currencies.map((currency) => ({ value: currency, label: currency }))}
          error={fields["currency"]}
        />
        <Select
          label={t`Time zone`}
          name="timeZone"
          defaultValue={deviceTimeZone()}
          hint={t`Renewals and deadlines are shown in it. Guessed from this device.`}
          options={zones}
          error={fields["timeZone"]}
        />
        <Select
          label={t`Language`}
          name="language"
          value={locale}
          hint={t`Of this page and of the payment page.`}
          onChange={(event) => {
            const chosen = locales.find((each) => each === event.currentTarget.value);
            if (chosen !== undefined) props.onLocale(chosen);
          }}
          options={locales.map((value) => ({ value, label: localeNames[value] }))}
        />
        <Checkbox
          name="terms"
          checked={agreed}
          onCheckedChange={(next) => {
            setAgreed(next);
            setUnagreed(false);
          }}
          label={
            <Trans>
              I have read and accept the{" "}
              <Link to="/policy" search={{ version: termsVersion }} target="_blank" className="text-link">
                terms, version {termsVersion}
              </Link>
            </Trans>
          }
          error={unagreed && t`Without accepting the terms no account can be opened.`}
        />
        {Object.keys(fields).length === 0 && <ProblemCallout error={create.error} />}
        <Button
          type="submit"
          tone="primary"
          loading={create.isPending || published.isPending}
          className="self-start phone:w-full"
        >
          <Trans>Open account</Trans>
        </Button>
      </form>
    </div>
  );
}
