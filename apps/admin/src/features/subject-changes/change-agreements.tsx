import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { DataTable, EmptyState, Instant, Section, Tag } from "@tenure/ui";
import type { DeskChange } from "./types.ts";

/** Who agreed, and to which version of the file: an agreement to another one counts for nothing. */
export function ChangeAgreements(props: { readonly change: DeskChange }) {
  const { change } = props;
  const { t } = useLingui();
  const current = new Set(change.agreements.flatMap((each) => (each.current ? [each.reviewer] : [])));
  return (
    <Section
      title={t`Agreements`}
      description={
        change.state === "open" && change.review !== "agreed" ? (
          current.size === 0 ? (
            <Trans>Two different people agree to the same file; nobody has yet.</Trans>
          ) : (
            <Trans>1 of 2, waiting for somebody other than {[...current].join(", ")}.</Trans>
          )
        ) : undefined
      }
    >
      <DataTable
        caption={t`Agreements`}
        rows={change.agreements}
        rowKey={(row) => `${row.reviewer} ${row.at}`}
        empty={
          <EmptyState>
            <Trans>No agreement is recorded.</Trans>
          </EmptyState>
        }
        columns={[
          {
            key: "reviewer",
            head: <Trans>Reviewer</Trans>,
            rowHead: true,
            cell: (row) => (row.mine ? t`${row.reviewer} (you)` : row.reviewer),
          },
          {
            key: "file",
            head: <Trans>To which file</Trans>,
            cell: (row) =>
              row.current ? (
                <Tag tone="done">{t`As it is now`}</Tag>
              ) : (
                <Tag tone="neutral">{t`An earlier one`}</Tag>
              ),
          },
          {
            key: "checked",
            head: <Trans>Checked</Trans>,
            cell: (row) => t`${plural(row.checked.length, { one: "# point", other: "# points" })}`,
          },
          {
            key: "note",
            head: <Trans>Note</Trans>,
            cell: (row) =>
              row.note === null ? "—" : <span className="wrap-anywhere whitespace-pre-line">{row.note}</span>,
          },
          { key: "at", head: <Trans>When</Trans>, cell: (row) => <Instant at={row.at} precision="second" /> },
        ]}
      />
    </Section>
  );
}
