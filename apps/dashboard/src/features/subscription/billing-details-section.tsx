import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Button, KeyValue, Section, Skeleton, useLocale } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { BillingDetailsForm } from "./billing-details-form.tsx";
import { countriesIn } from "./countries.ts";

/** Who is billed (T1.2): the form until it is complete, then the details with a button to change them. */
export function BillingDetailsSection() {
  const { t } = useLingui();
  const locale = useLocale();
  const { account } = useCurrentAccount();
  const [editing, setEditing] = useState(false);
  const billing = useQuery(trpc.accounts.billing.get.queryOptions({ accountId: account.id }));
  const details = billing.data?.details;
  return (
    <Section
      anchor="billing-details"
      title={t`Billing details`}
      description={
        details === null && <Trans>Needed once, before the first purchase. They go on every invoice.</Trans>
      }
      actions={
        details &&
        !editing && (
          <Button size="sm" onClick={() => setEditing(true)}>
            <Trans>Change</Trans>
          </Button>
        )
      }
    >
      {billing.isPending && <Skeleton lines={4} />}
      {billing.error && (
        <ProblemState
          thing={t`Your billing details could not be loaded`}
          error={billing.error}
          onRetry={() => void billing.refetch()}
          retrying={billing.isFetching}
        />
      )}
      {details !== undefined && (details === null || editing) && (
        <BillingDetailsForm details={details} onSaved={() => setEditing(false)} />
      )}
      {details && !editing && (
        <KeyValue
          className="max-w-2xl"
          entries={[
            { key: "name", label: t`Name or company`, value: details.fullName },
            { key: "email", label: t`E-mail for invoices`, value: details.email },
            {
              key: "address",
              label: t`Street address`,
              value: (
                <>
                  {details.addressLine}
                  <br />
                  {details.postalCode} {details.city}
                  <br />
                  {countriesIn(locale).find(({ value }) => value === details.country)?.label ??
                    details.country}
                </>
              ),
            },
            { key: "tax", label: t`Tax id`, value: details.taxId ?? "—" },
          ]}
        />
      )}
    </Section>
  );
}
