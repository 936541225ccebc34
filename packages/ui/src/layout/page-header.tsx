import type { ReactNode } from "react";
import { usePageTitle } from "./use-page-title.ts";

/** The head of a page: one h1, one sentence if it helps, the page's actions. */
export function PageHeader(props: {
  /** Also names the window. */
  readonly title: string;
  /** Before the title in the window's name: the part of the page that is open. */
  readonly part?: string | undefined;
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
  /** A link back to where this page hangs. */
  readonly back?: ReactNode;
}) {
  const { title, part, description, actions, back } = props;
  usePageTitle(part === undefined ? title : `${part} · ${title}`);
  return (
    <header className="mb-6 flex flex-col gap-1">
      {back && <div className="text-sm">{back}</div>}
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <h1 className="text-xl font-semibold tracking-[-0.01em]">{title}</h1>
        {actions && <div className="-my-1 flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
      {description && <p className="max-w-prose text-pretty text-muted">{description}</p>}
    </header>
  );
}
