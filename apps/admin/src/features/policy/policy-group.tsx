import { Plural } from "@lingui/react/macro";
import type { ClauseId } from "@tenure/core/policy";
import { ClauseReference, KeyValue } from "@tenure/ui";
import type { ReactNode } from "react";

/** One number with the clauses that state it. */
export interface Row {
  readonly key: string;
  readonly label: string;
  readonly value: ReactNode;
  readonly clauses: readonly ClauseId[];
}

/** Numbers of one part of the policy. */
export function Group(props: {
  readonly title: string;
  readonly version: string;
  readonly rows: readonly Row[];
}) {
  const { title, version, rows } = props;
  return (
    <div>
      <h3 className="mb-1 font-semibold">{title}</h3>
      <KeyValue
        entries={rows.map((row) => ({
          key: row.key,
          label: row.label,
          value: (
            <span className="flex flex-wrap items-baseline justify-end gap-x-3 text-right">
              <span className="figures">{row.value}</span>
              {row.clauses.map((id) => (
                <ClauseReference key={id} id={id} policyVersion={version} />
              ))}
            </span>
          ),
        }))}
      />
    </div>
  );
}

/** A count of hours in words. */
export function Hours(props: { readonly count: number }) {
  return <Plural value={props.count} one="# hour" other="# hours" />;
}

/** A count of days in words. */
export function Days(props: { readonly count: number }) {
  return <Plural value={props.count} one="# day" other="# days" />;
}

/** A count of minutes in words. */
export function Minutes(props: { readonly count: number }) {
  return <Plural value={props.count} one="# minute" other="# minutes" />;
}
