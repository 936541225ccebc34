import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Outputs } from "@tenure/api/trpc";
import { Button, Select, TextInput, useLocale, useNotify } from "@tenure/ui";
import { ProblemCallout, problemOf } from "@tenure/ui/app";
import { useMemo, useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { usePermission } from "../../account/use-permission.ts";
import { trpc } from "../../trpc.ts";
import { countriesIn } from "./countries.ts";

/** Who is billed, as stored. */
export type BillingDetails = NonNullable<Outputs["accounts"]["billing"]["get"]["details"]>;

const required = ["fullName", "email", "country", "addressLine", "city", "postalCode"] as const;
type RequiredField = (typeof required)[number];

/** The details without which nothing is sold (T1.2); errors stand at their field. */
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
  const [empty, setEmpty] = useState<ReadonlySet<RequiredField>>(new Set());
  const save = useMutation(
    trpc.accounts.billing.update.mutationOptions({
      onSuccess: async () => {
        notify({ tone: "done", title: t`Billing details saved` });
        await queryClient.invalidateQueries({ queryKey: trpc.accounts.billing.pathKey() });
        onSaved?.();
      },
    }),
  );
  const fields = problemOf(save.error).fields;
  const emptyTexts = {
    fullName: t`Enter the name that goes on the invoice.`,
    email: t`Enter an e-mail address for invoices.`,
    country: t`Choose the country of the address.`,
    addressLine: t`Enter street and number.`,
    city: t`Enter the city.`,
    postalCode: t`Enter the postal code.`,
  } satisfies Record<RequiredField, string>;
  const invalidTexts: Partial<Record<RequiredField, string>> = {
    email: t`This is not an e-mail address.`,
  };
  const errorOf = (field: RequiredField) => {
    if (empty.has(field)) return emptyTexts[field];
    return fields[field] === undefined ? undefined : (invalidTexts[field] ?? fields[field]);
  };
  const textField = (name: RequiredField) => ({
    name,
    defaultValue: details?.[name] ?? "",
    error: errorOf(name),
    readOnly: !mayUpdate,
  });
  return (
    <form
      noValidate
      className="grid max-w-2xl grid-cols-2 gap-x-5 gap-y-4 phone:grid-cols-1"
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const text = (name: string) => {
          const value = form.get(name);
          return typeof value === "string" ? value.trim() : "";
        };
        const missing = new Set(required.filter((field) => text(field) === ""));
        setEmpty(missing);
        if (missing.size > 0) return;
        save.mutate({
          accountId: account.id,
          fullName: text("fullName"),
          email: text("email"),
          country: text("country"),
          addressLine: text("addressLine"),
          city: text("city"),
          postalCode: text("postalCode"),
          taxId: text("taxId") === "" ? null : text("taxId"),
        });
      }}
    >
      <TextInput label={t`Name or company`} autoComplete="name" maxLength={120} {...textField("fullName")} />
      <TextInput
        label={t`E-mail for invoices`}
        type="email"
        autoComplete="email"
        maxLength={254}
        {...textField("email")}
      />
      <TextInput
        className="col-span-full"
        label={t`Street address`}
        autoComplete="street-address"
        maxLength={200}
        {...textField("addressLine")}
      />
      <TextInput label={t`City`} autoComplete="address-level2" maxLength={100} {...textField("city")} />
      <TextInput
        label={t`Postal code`}
        autoComplete="postal-code"
        maxLength={20}
        {...textField("postalCode")}
      />
      <Select
        label={t`Country or region`}
        name="country"
        autoComplete="country"
        defaultValue={details?.country ?? ""}
        disabled={!mayUpdate}
        options={[{ value: "", label: t`Choose…` }, ...countries]}
        error={errorOf("country")}
      />
      <TextInput
        label={t`Tax id`}
        optional
        name="taxId"
        defaultValue={details?.taxId ?? ""}
        maxLength={40}
        readOnly={!mayUpdate}
        error={fields["taxId"]}
      />
      <div className="col-span-full flex flex-col items-start gap-3">
        {Object.keys(fields).length === 0 && <ProblemCallout error={save.error} />}
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
