import { Trans, useLingui } from "@lingui/react/macro";
import { fieldChanges } from "./flatten.ts";

/** What a change did to each field: a quiet list, the old value struck, the new one beside it. */
export function AuditDiff(props: { readonly before: unknown; readonly after: unknown }) {
  const { t } = useLingui();
  const changes = fieldChanges(props.before, props.after);
  if (changes.length === 0)
    return (
      <p className="text-muted">
        <Trans>The action is the whole record: no values were kept with it.</Trans>
      </p>
    );
  return (
    <dl
      aria-label={t`What changed`}
      className="grid grid-cols-[minmax(8rem,auto)_1fr] gap-x-6 phone:grid-cols-1"
    >
      {changes.map(({ path, before, after }) => (
        <div
          key={path}
          className="col-span-full grid grid-cols-subgrid border-b border-hairline py-1.5 font-mono text-sm last:border-b-0"
        >
          <dt className="text-muted wrap-anywhere">{path}</dt>
          <dd className="flex min-w-0 flex-wrap items-baseline gap-x-3">
            {before !== undefined && before !== after && (
              <del className="text-muted decoration-refused wrap-anywhere">
                <span className="sr-only">
                  <Trans>before</Trans>{" "}
                </span>
                {before}
              </del>
            )}
            {after !== undefined && (
              <span className={before === after ? "text-muted wrap-anywhere" : "wrap-anywhere"}>
                {before !== after && (
                  <span className="sr-only">
                    <Trans>after</Trans>{" "}
                  </span>
                )}
                {after}
              </span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
