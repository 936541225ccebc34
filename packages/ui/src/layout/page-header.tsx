import type { ReactNode } from "react";
import { usePageTitle } from "./use-page-title.ts";

/** The head of a page: one h1, one sentence if it helps, the page's actions. */
export function PageHeader(props: {
  /** Also names the window. */
  readonly title: string;
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
  /** A link back to where this page hangs. */
  readonly back?: ReactNode;
}) {
  const { title, description, actions, back } = props;
  usePageTitle(title);
  return (
    <header className="mb-6 flex flex-col gap-1">
      {back && <div className="text-sm">{back}</div>}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <h1 className="text-xl font-semibold tracking-[-0.01em]">{title}</h1>
        {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
      </div>
      {description && <p className="max-w-prose text-muted">{description}</p>}
    </header>
  );
}
