import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { classNames, listRow, Tag } from "@tenure/ui";
import { Age } from "./age.tsx";
import type { Alert } from "./types.ts";
import { useAlertWords } from "./use-alert-words.ts";

/** One line of the queue: what is needed next as the first word, then what it is about, then how long it waits. */
export function AlertLine(props: {
  readonly alert: Alert;
  readonly current: boolean;
  readonly resolved: boolean;
}) {
  const { alert, current, resolved } = props;
  const { t } = useLingui();
  const words = useAlertWords()(alert);
  return (
    <li className="border-b border-hairline">
      <Link
        to="/"
        search={{ alert: alert.id, ...(resolved ? { resolved: true as const } : {}) }}
        replace
        resetScroll={false}
        // By its path alone every line would be the current one.
        activeOptions={{ exact: true, includeSearch: true }}
        className={classNames(
          "flex items-baseline gap-3 px-2 py-2.5 -outline-offset-2",
          current ? "bg-accent-soft" : "hover:bg-hover",
        )}
        {...listRow}
      >
        <span className="min-w-0 flex-1 wrap-anywhere">
          <span className="font-semibold">{words.verb}</span> {words.line}
        </span>
        {alert.resolvedAt === null ? (
          <span className="text-sm text-waiting">
            <Age since={alert.openedAt} />
          </span>
        ) : (
          <Tag tone="done">{t`Resolved`}</Tag>
        )}
      </Link>
    </li>
  );
}
