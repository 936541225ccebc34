import type { ReactNode } from "react";

/** Nothing here yet: one sentence that teaches what will be here, and one button that starts it. */
export function EmptyState(props: { readonly children: ReactNode; readonly action?: ReactNode }) {
  return (
    <div className="flex flex-col items-start gap-3 py-3">
      <p className="max-w-prose text-muted">{props.children}</p>
      {props.action}
    </div>
  );
}
