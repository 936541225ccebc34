import { Trans, useLingui } from "@lingui/react/macro";
import { PageHeader } from "@tenure/ui";
import { AuditFilters } from "./audit-filters.tsx";
import { ListViews } from "../../views/list-views.tsx";
import { type AuditFilter, readAuditFilter } from "./audit-filter.ts";
import { AuditList } from "./audit-list.tsx";

/** The audit trail across accounts. The filter is in the address, so that a finding can be passed on. */
export function AuditPage(props: {
  readonly filter: AuditFilter;
  readonly onFilter: (filter: AuditFilter) => void;
}) {
  const { filter, onFilter } = props;
  const { t } = useLingui();
  const { account, action, actor, by } = filter;
  return (
    <>
      <PageHeader
        title={t`Audit`}
        actions={
          <ListViews
            list="audit"
            search={{ ...filter }}
            onOpen={(search) => onFilter(readAuditFilter(search))}
          />
        }
        description={
          <Trans>
            Every change with who did it and why. Rows are chained: none can be altered or left out.
          </Trans>
        }
      />
      <AuditFilters filter={filter} onFilter={onFilter} />
      <AuditList
        key={JSON.stringify(filter)}
        filter={{
          ...(account === undefined ? {} : { accountId: account }),
          ...(action === undefined ? {} : { action }),
          ...(by === undefined ? {} : { actorKind: by }),
          ...(actor === undefined ? {} : { actorId: actor }),
        }}
        withAccount
      />
    </>
  );
}
