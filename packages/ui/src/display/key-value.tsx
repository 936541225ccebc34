import type { ReactNode } from "react";
import { classNames } from "../foundation/class-names.ts";

/** Facts about one thing as label and value, two columns apart; stacked on phones. */
export function KeyValue(props: {
  readonly entries: ReadonlyArray<{
    readonly key: string;
    readonly label: ReactNode;
    readonly value: ReactNode;
  }>;
  readonly className?: string;
}) {
  return (
    <dl
      className={classNames(
        "grid grid-cols-[minmax(11.5rem,auto)_1fr] gap-x-6 phone:grid-cols-1",
        props.className,
      )}
    >
      {props.entries.map((entry) => (
        <div
          key={entry.key}
          className="col-span-full grid grid-cols-subgrid border-b border-hairline py-2 last:border-b-0 phone:flex phone:flex-wrap phone:justify-between phone:gap-x-4"
        >
          <dt className="text-muted">{entry.label}</dt>
          <dd className="min-w-0 wrap-break-word phone:text-right">{entry.value}</dd>
        </div>
      ))}
    </dl>
  );
}
