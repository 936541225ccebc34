import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Outputs } from "@tenure/api/trpc";
import {
  BILLING_FIELDS,
  type BillingDetails as Details,
  checkBillingDetails,
  CITY_STATES,
  POSTAL_CODES,
  regionsOf,
  requiredBillingFields,
  TAX_IDS,
  WITHOUT_POSTAL_CODES,
} from "@tenure/core/billing-details";
import { BILLING_PROBLEM_TEXTS, fill } from "@tenure/core/text";
import { Button, Select, TextInput, useLocale, useNotify } from "@tenure/ui";
import { ProblemCallout, problemOf } from "@tenure/ui/app";
import { useMemo, useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { usePermission } from "../../account/use-permission.ts";
import { trpc } from "../../trpc.ts";
import { countriesIn } from "../../i18n/countries.ts";

/** Who is billed, as stored. */
export type BillingDetails = NonNullable<Outputs["accounts"]["billing"]["get"]["details"]>;

type FieldName = (typeof BILLING_FIELDS)[number];

/**
 * The details without which nothing is sold (T1.2), as the country that was chosen asks for them; errors stand at
 * their field. What is wrong is said by the same check that the API makes.
 */
export function BillingDetailsForm(props: {
  readonly details: BillingDetails | null;
  readonly onSaved?: () => void;
}) {
  const { details, onSaved } = props;
  const { t } = useLingui();
  const locale = useLocale();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const { account } = useCurrentAccount();
  const mayUpdate = usePermission("billing.update");
  const countries = useMemo(() => countriesIn(locale), [locale]);
  const [country, setCountry] = useState(details?.country ?? "");
  const [errors, setErrors] = useState<Partial<Record<FieldName, string>>>({});
  const save = useMutation(
    trpc.accounts.billing.update.mutationOptions({
      onSuccess: async () => {
        notify({ tone: "done", title: t`Billing details saved` });
        await queryClient.invalidateQueries({ queryKey: trpc.accounts.billing.pathKey() });
        onSaved?.();
      },
    }),
  );
  const refused = problemOf(save.error).fields;
  const emptyTexts: Partial<Record<FieldName, string>> = {
    fullName: t`Enter the name that goes on the invoice.`,
    email: t`Enter an e-mail address for invoices.`,
    country: t`Choose the country of the address.`,
    addressLine: t`Enter street and number.`,
    city: t`Enter the city.`,
    region: t`Choose the state or province.`,
    postalCode: t`Enter the postal code.`,
  };
  const check = (given: Details) => {
    const { missing, invalid } = checkBillingDetails(given);
    const context = { language: locale, zone: account.timeZone, currency: account.currency };
    const found: Partial<Record<FieldName, string>> = {};
    for (const field of missing) found[field] = emptyTexts[field] ?? "";
    for (const { field, code, params } of invalid) {
      const { reason, help } = BILLING_PROBLEM_TEXTS[code];
      found[field] = `${fill(reason, params, context)} ${fill(help, params, context)}`;
    }
    return found;
  };
  const required = requiredBillingFields(country);
  const regions = regionsOf(country);
  const field = (name: FieldName) => ({
    name,
    error: errors[name] ?? refused[name],
    optional: !required.includes(name),
  });
  const textField = (name: FieldName) => ({
    ...field(name),
    defaultValue: details?.[name] ?? "",
    readOnly: !mayUpdate,
  });
  const postalCode = POSTAL_CODES[country]?.example;
  const taxId = TAX_IDS[country]?.example;
  return (
    <form
      noValidate
      className="grid max-w-2xl grid-cols-2 gap-x-5 gap-y-4 phone:grid-cols-1"
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const text = (name: FieldName) => {
          const value = form.get(name);
          return typeof value === "string" ? value.trim() : "";
        };
        const orNull = (name: FieldName) => (text(name) === "" ? null : text(name));
        const given = {
          fullName: text("fullName"),
          companyName: orNull("companyName"),
          email: text("email"),
          country: text("country"),
          addressLine: text("addressLine"),
          city: orNull("city"),
          region: orNull("region"),
          postalCode: orNull("postalCode"),
          taxId: orNull("taxId"),
        };
        const found = check(given);
        setErrors(found);
        if (Object.keys(found).length > 0) return;
        save.mutate({ accountId: account.id, ...given });
      }}
    >
      <Select
        label={t`Country or region`}
        name="country"
        autoComplete="country"
        value={country}
        onChange={(event) => {
          setCountry(event.target.value);
          setErrors({});
        }}
        disabled={!mayUpdate}
        options={[{ value: "", label: t`Choose…` }, ...countries]}
        error={errors.country ?? refused["country"]}
      />
      <TextInput
        label={t`E-mail for invoices`}
        type="email"
        autoComplete="email"
        maxLength={254}
        {...textField("email")}
      />
      <TextInput label={t`Full name`} autoComplete="name" maxLength={120} {...textField("fullName")} />
      <TextInput
        label={t`Company`}
        autoComplete="organization"
        maxLength={160}
        {...textField("companyName")}
      />
      <TextInput
        className="col-span-full"
        label={t`Street address`}
        autoComplete="street-address"
        maxLength={200}
        {...textField("addressLine")}
      />
      {!CITY_STATES.has(country) && (
        <TextInput label={t`City`} autoComplete="address-level2" maxLength={100} {...textField("city")} />
      )}
      {regions.length > 0 && (
        <Select
          key={country}
          label={t`State or province`}
          autoComplete="address-level1"
          disabled={!mayUpdate}
          defaultValue={details?.country === country ? (details.region ?? "") : ""}
          options={[
            { value: "", label: t`Choose…` },
            ...regions.map(({ code, name }) => ({ value: code, label: name[locale] })),
          ]}
          {...field("region")}
        />
      )}
      {!WITHOUT_POSTAL_CODES.has(country) && (
        <TextInput
          label={t`Postal code`}
          autoComplete="postal-code"
          maxLength={16}
          hint={postalCode === undefined ? undefined : t`Such as ${postalCode}`}
          {...textField("postalCode")}
        />
      )}
      <TextInput
        label={t`Tax id`}
        autoComplete="off"
        maxLength={32}
        hint={taxId === undefined ? undefined : t`Of a company, such as ${taxId}`}
        {...textField("taxId")}
      />
      <div className="col-span-full flex flex-col items-start gap-3">
        {Object.keys(refused).length === 0 && <ProblemCallout error={save.error} />}
        <Button
          type="submit"
          loading={save.isPending}
          disabledReason={mayUpdate ? undefined : t`Only an owner of the account can change them.`}
        >
          <Trans>Save billing details</Trans>
        </Button>
      </div>
    </form>
  );
}
