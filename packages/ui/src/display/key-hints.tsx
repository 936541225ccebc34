import type { ReactNode } from "react";

/** Which keys work here, under a list. Not shown on phones, which have none. */
export function KeyHints(props: {
  readonly hints: ReadonlyArray<{ readonly keys: readonly string[]; readonly does: ReactNode }>;
}) {
  return (
    <p className="mt-3 flex flex-wrap gap-x-4 gap-y-1 text-sm text-muted phone:hidden" data-print="hide">
      {props.hints.map((hint) => (
        <span key={hint.keys.join(" ")} className="inline-flex items-center gap-1">
          {hint.keys.map((key) => (
            <kbd
              key={key}
              className="inline-flex min-w-5 items-center justify-center rounded-sm border border-hairline-strong px-1 font-sans text-xs"
            >
              {key}
            </kbd>
          ))}
          {hint.does}
        </span>
      ))}
    </p>
  );
}
