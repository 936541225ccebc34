import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, DataTable, EmptyState, Instant, Section, Tag } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { usePermission } from "../../account/use-permission.ts";
import { trpc } from "../../trpc.ts";
import { RemoveCardDialog } from "./remove-card-dialog.tsx";
import type { PaymentMethod } from "./types.ts";

/** The saved cards of the account's holder, and removing them. */
export function PaymentMethodsPage() {
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const mayRemove = usePermission("payment_method.remove");
  const methods = useQuery(trpc.paymentMethods.list.queryOptions({ accountId: account.id }));
  const [removing, setRemoving] = useState<PaymentMethod | null>(null);
  return (
    // A box of its own, so that the section is the first: the line of the tabs is line enough.
    <div>
      <Section
        title={t`Payment methods`}
        description={
          <Trans>
            A card is saved when something is paid with it. Its number stays with the payment provider; we
            know what is shown here.
          </Trans>
        }
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
              <Trans>
                No card is saved yet. The first payment saves one, for a plan or for{" "}
                <Link to="/credits" className="text-link">
                  credits
                </Link>
                .
              </Trans>
            </EmptyState>
          }
          columns={[
            { key: "label", head: <Trans>Card</Trans>, rowHead: true, cell: (row) => row.label },
            {
              key: "saved",
              head: <Trans>Saved</Trans>,
              cell: (row) => <Instant at={row.savedAt} precision="day" />,
            },
            {
              key: "use",
              head: <Trans>Used for</Trans>,
              cell: (row) => (row.usedByAutoTopUp ? <Tag tone="progress">{t`Automatic top-up`}</Tag> : "—"),
            },
            {
              key: "actions",
              head: <span className="sr-only">{t`Actions`}</span>,
              align: "end",
              unlabelled: true,
              cell: (row) => (
                <Button
                  size="sm"
                  aria-label={t`Remove ${row.label}`}
                  disabledReason={mayRemove ? undefined : t`Only an owner of the account can remove a card.`}
                  onClick={() => setRemoving(row)}
                >
                  <Trans>Remove</Trans>
                </Button>
              ),
            },
          ]}
        />
        {removing !== null && <RemoveCardDialog method={removing} onClose={() => setRemoving(null)} />}
      </Section>
    </div>
  );
}
