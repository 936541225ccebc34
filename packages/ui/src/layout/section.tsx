import { type ReactNode, useId } from "react";

/** A part of a page under its own heading; a hairline and white space set it off, never a box. */
export function Section(props: {
  readonly title: ReactNode;
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
  /** Makes the section a target of links: `to="/subscription" hash="plans"`. */
  readonly anchor?: string;
  readonly children: ReactNode;
}) {
  const { title, description, actions, anchor, children } = props;
  const id = useId();
  return (
    <section
      id={anchor}
      aria-labelledby={id}
      className="flex scroll-mt-4 flex-col gap-4 border-t border-hairline py-7 first:border-t-0 first:pt-0"
    >
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <div className="flex flex-col gap-0.5">
          <h2 id={id} className="text-lg font-semibold">
            {title}
          </h2>
          {description && <p className="max-w-prose text-pretty text-muted">{description}</p>}
        </div>
        {actions && <div className="-my-1 flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
      {children}
    </section>
  );
}
