import { Trans, useLingui } from "@lingui/react/macro";
import { DataTable, EmptyState, Instant, Section, Tag } from "@tenure/ui";
import type { DeskChange } from "./types.ts";

/** Whom the account had told of the application, and who raised an alert (C3.10). */
export function ChangeContacts(props: { readonly change: DeskChange }) {
  const { change } = props;
  const { t } = useLingui();
  return (
    <Section
      title={t`Old contacts`}
      description={
        <Trans>
          Told when it was submitted. Each may raise an alert by the link in the notice: it becomes a hold
          that staff decide about (C3.10).
        </Trans>
      }
    >
      <DataTable
        caption={t`Old contacts`}
        rows={change.contactList}
        rowKey={(row) => row.email}
        empty={
          <EmptyState>
            <Trans>Nobody was told yet: that happens when the application is submitted.</Trans>
          </EmptyState>
        }
        columns={[
          {
            key: "email",
            head: <Trans>Contact</Trans>,
            rowHead: true,
            cell: (row) => <span className="wrap-anywhere">{row.email}</span>,
          },
          {
            key: "told",
            head: <Trans>Told</Trans>,
            cell: (row) =>
              row.lost ? (
                <Tag tone="refused">{t`Not reached`}</Tag>
              ) : row.sentAt === null ? (
                <Tag tone="progress">{t`Being sent`}</Tag>
              ) : (
                <Instant at={row.sentAt} />
              ),
          },
          {
            key: "alert",
            head: <Trans>Alert</Trans>,
            cell: (row) =>
              row.alertedAt === null ? (
                "—"
              ) : (
                <span className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
                  <Tag tone="waiting">{t`Raised an alert`}</Tag>
                  <Instant at={row.alertedAt} />
                </span>
              ),
          },
        ]}
      />
    </Section>
  );
}
