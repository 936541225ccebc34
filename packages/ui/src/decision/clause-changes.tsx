import { Trans } from "@lingui/react/macro";
import type { ChangedClause } from "@tenure/core/policy";
import { useLocale } from "../foundation/use-locale.ts";

/** Clauses that read otherwise under another version: how they read, and how they will. */
export function ClauseChanges(props: { readonly changes: readonly ChangedClause[] }) {
  const locale = useLocale();
  return (
    <dl className="flex flex-col">
      {props.changes.map(({ clause, before, after }) => (
        <div
          key={clause}
          className="grid grid-cols-[4rem_1fr] gap-y-1 border-b border-hairline py-3 last:border-b-0 phone:grid-cols-1"
        >
          <dt className="figures text-muted">{clause}</dt>
          <dd className="flex max-w-prose flex-col gap-2">
            <del className="text-muted decoration-faint">
              <span className="sr-only">
                <Trans>Before:</Trans>{" "}
              </span>
              {before[locale]}
            </del>
            <ins className="no-underline">
              <span className="sr-only">
                <Trans>After:</Trans>{" "}
              </span>
              {after[locale]}
            </ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}
