import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { addressLines } from "@tenure/core/billing-details";
import { Button, Callout, KeyValue, Section, Skeleton, useLocale } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { BillingDetailsForm } from "./billing-details-form.tsx";

/** Who is billed (T1.2): the form until it is complete, then the details with a button to change them. */
export function BillingDetailsSection() {
  const { t } = useLingui();
  const locale = useLocale();
  const { account } = useCurrentAccount();
  const [editing, setEditing] = useState(false);
  const billing = useQuery(trpc.accounts.billing.get.queryOptions({ accountId: account.id }));
  const details = billing.data?.details;
  const wrong = billing.data === undefined ? 0 : billing.data.missing.length + billing.data.invalid.length;
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
        <>
          {wrong > 0 && (
            <Callout tone="warning" title={t`These details are not complete`}>
              <Trans>Nothing can be bought until they are. Change them to see what is asked for.</Trans>
            </Callout>
          )}
          <KeyValue
            className="max-w-2xl"
            entries={[
              {
                key: "address",
                label: t`Billed to`,
                value: addressLines(details, locale).map((line) => (
                  <span key={line} className="block">
                    {line}
                  </span>
                )),
              },
              { key: "email", label: t`E-mail for invoices`, value: details.email },
              { key: "tax", label: t`Tax id`, value: details.taxId ?? "—" },
            ]}
          />
        </>
      )}
    </Section>
  );
}
