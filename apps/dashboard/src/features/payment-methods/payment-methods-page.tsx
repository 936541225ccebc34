import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, DataTable, EmptyState, Section, Tag, useNotify } from "@tenure/ui";
import { ProblemCallout, ProblemState, useIdempotencyKey } from "@tenure/ui/app";
import { useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { usePermission } from "../../account/use-permission.ts";
import { trpc } from "../../trpc.ts";
import { RemoveCardDialog } from "./remove-card-dialog.tsx";
import type { PaymentMethod } from "./types.ts";

/** The saved cards of the account's holder: adding one, which is charged, removing one. */
export function PaymentMethodsPage() {
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const mayRemove = usePermission("payment_method.remove");
  const methods = useQuery(trpc.paymentMethods.list.queryOptions({ accountId: account.id }));
  const [removing, setRemoving] = useState<PaymentMethod | null>(null);
  return (
    // A box of its own, so that the section is the first: the line of the tabs is line enough.
    <div className="pb-7">
      <Section
        anchor="payment-methods"
        title={t`Payment methods`}
        description={
          <Trans>
            A card's number stays with the payment provider; we know what is shown here. Renewals are charged
            to the default.
          </Trans>
        }
        actions={<AddCard />}
      >
        <DataTable
          caption={t`Payment methods`}
          rows={methods.data ?? []}
          rowKey={(row) => row.id}
          loading={methods.isPending}
          error={
            methods.error && (
              <ProblemState
                thing={t`Your saved cards could not be loaded`}
                error={methods.error}
                onRetry={() => void methods.refetch()}
                retrying={methods.isFetching}
              />
            )
          }
          empty={
            <EmptyState>
              <Trans>No card is saved yet. Add one here, or pay with one: it is saved then.</Trans>
            </EmptyState>
          }
          columns={[
            { key: "label", head: <Trans>Card</Trans>, rowHead: true, cell: (row) => row.label },
            { key: "expiry", head: <Trans>Valid until</Trans>, cell: (row) => <Expiry method={row} /> },
            {
              key: "use",
              head: <Trans>Used for</Trans>,
              cell: (row) => <Uses method={row} />,
            },
            {
              key: "actions",
              head: <span className="sr-only">{t`Actions`}</span>,
              align: "end",
              unlabelled: true,
              cell: (row) => (
                <span className="inline-flex flex-wrap justify-end gap-2">
                  {!row.isDefault && <MakeDefault method={row} />}
                  <Button
                    size="sm"
                    aria-label={t`Remove ${row.label}`}
                    disabledReason={
                      !mayRemove
                        ? t`Only an owner of the account can remove a card.`
                        : row.neededBySubscription
                          ? t`Your plan renews with this card. Add another one first, or cancel the plan.`
                          : undefined
                    }
                    onClick={() => setRemoving(row)}
                  >
                    <Trans>Remove</Trans>
                  </Button>
                </span>
              ),
            },
          ]}
        />
        {removing !== null && <RemoveCardDialog method={removing} onClose={() => setRemoving(null)} />}
      </Section>
    </div>
  );
}

function Expiry(props: { readonly method: PaymentMethod }) {
  const { t } = useLingui();
  const { expMonth, expYear, validity } = props.method;
  if (expMonth === null || expYear === null) return "—";
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      <span className="figures">{`${String(expMonth).padStart(2, "0")}/${expYear}`}</span>
      {validity === "expiring" && <Tag tone="waiting">{t`Expires soon`}</Tag>}
      {validity === "expired" && <Tag tone="refused">{t`Expired`}</Tag>}
    </span>
  );
}

function Uses(props: { readonly method: PaymentMethod }) {
  const { t } = useLingui();
  const { isDefault, usedByAutoTopUp } = props.method;
  if (!isDefault && !usedByAutoTopUp) return "—";
  return (
    <span className="inline-flex flex-wrap gap-2">
      {isDefault && <Tag tone="done">{t`Renewals`}</Tag>}
      {usedByAutoTopUp && <Tag tone="progress">{t`Automatic top-up`}</Tag>}
    </span>
  );
}

function AddCard() {
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const mayAdd = usePermission("payment_method.update");
  const { idempotencyKey, renew } = useIdempotencyKey();
  const [closed, setClosed] = useState(false);
  const add = useMutation(
    trpc.paymentMethods.add.mutationOptions({
      trpc: { context: { idempotencyKey } },
      onSuccess: ({ url }) => {
        renew();
        setClosed(url === null);
        if (url !== null) window.location.assign(url);
      },
    }),
  );
  return (
    <span className="flex flex-col items-end gap-2">
      <Button
        size="sm"
        loading={add.isPending}
        disabledReason={mayAdd ? undefined : t`Only an owner of the account can add a card.`}
        onClick={() => add.mutate({ accountId: account.id })}
      >
        <Trans>Add a card</Trans>
      </Button>
      {closed && (
        <span role="alert" className="text-sm text-muted">
          <Trans>The payment provider does not answer. Try again in a minute.</Trans>
        </span>
      )}
      <ProblemCallout error={add.error} />
    </span>
  );
}

function MakeDefault(props: { readonly method: PaymentMethod }) {
  const { method } = props;
  const { t } = useLingui();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const { account } = useCurrentAccount();
  const mayUpdate = usePermission("payment_method.update");
  const { idempotencyKey, renew } = useIdempotencyKey();
  const setDefault = useMutation(
    trpc.paymentMethods.setDefault.mutationOptions({
      trpc: { context: { idempotencyKey } },
      onSuccess: async () => {
        renew();
        await queryClient.invalidateQueries({ queryKey: trpc.paymentMethods.pathKey() });
        notify({ tone: "done", title: t`Renewals are charged to ${method.label}` });
      },
      onError: () =>
        notify({ tone: "refused", title: t`The default was not changed`, detail: t`Please try again.` }),
    }),
  );
  return (
    <Button
      size="sm"
      aria-label={t`Make ${method.label} the default`}
      loading={setDefault.isPending}
      disabledReason={
        !mayUpdate
          ? t`Only an owner of the account can change the default.`
          : method.validity === "expired"
            ? t`This card has expired.`
            : undefined
      }
      onClick={() => setDefault.mutate({ accountId: account.id, paymentMethodId: method.id })}
    >
      <Trans>Make default</Trans>
    </Button>
  );
}
