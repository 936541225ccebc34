import { Trans, useLingui } from "@lingui/react/macro";
import { diffPolicies, type Policy } from "@tenure/core/policy";
import { ClauseChanges, DataTable, EmptyState } from "@tenure/ui";
import { FieldValue } from "./field-value.tsx";
import { fieldOf } from "./fields.ts";

/** What one version says otherwise than another: the values, and the clauses that customers read. */
export function VersionDiff(props: {
  readonly before: Policy;
  readonly after: Policy;
  /** What the later one is called, where it has no name of its own yet. */
  readonly afterName?: string;
}) {
  const { before, after, afterName = after.version } = props;
  const { t, i18n } = useLingui();
  const { values, clauses } = diffPolicies(before, after);
  return (
    <div className="flex flex-col gap-5">
      <DataTable
        caption={t`Values that differ`}
        rows={values}
        rowKey={(row) => row.field}
        empty={
          <EmptyState>
            <Trans>
              {before.version} and {afterName} say the same.
            </Trans>
          </EmptyState>
        }
        columns={[
          {
            key: "field",
            head: <Trans>What differs</Trans>,
            rowHead: true,
            cell: ({ field }) => {
              const known = fieldOf(field);
              if (known === null) return <code className="text-sm">{field}</code>;
              const within = field.slice(known.path.length + 1);
              return (
                <>
                  {i18n._(known.label)}
                  {within !== "" && <code className="block text-sm text-muted">{within}</code>}
                </>
              );
            },
          },
          {
            key: "before",
            head: before.version,
            cell: (row) => (
              <span className="text-muted">
                <FieldValue path={row.field} value={row.before} />
              </span>
            ),
          },
          {
            key: "after",
            head: afterName,
            cell: (row) => (
              <span className="font-medium">
                <FieldValue path={row.field} value={row.after} />
              </span>
            ),
          },
        ]}
      />
      {values.length > 0 && (
        <div>
          <h3 className="mb-1 font-semibold">
            <Trans>What customers read</Trans>
          </h3>
          {clauses.length === 0 ? (
            <p className="text-muted">
              <Trans>No clause reads otherwise.</Trans>
            </p>
          ) : (
            <ClauseChanges changes={clauses} />
          )}
        </div>
      )}
    </div>
  );
}
