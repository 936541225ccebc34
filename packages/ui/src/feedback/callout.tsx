import { CircleCheck, CircleX, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "../foundation/class-names.ts";

const looks = {
  info: { Icon: Info, className: "bg-progress-soft", icon: "text-progress" },
  warning: { Icon: TriangleAlert, className: "bg-waiting-soft", icon: "text-waiting" },
  refused: { Icon: CircleX, className: "bg-refused-soft", icon: "text-refused" },
  done: { Icon: CircleCheck, className: "bg-done-soft", icon: "text-done" },
} as const;

/** A sentence the reader must not miss, in the place it concerns. Rare: three of them on a page warn of nothing. */
export function Callout(props: {
  readonly tone: keyof typeof looks;
  readonly title?: ReactNode;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  /** Announce it when it appears (an answer to something the person just did). */
  readonly live?: boolean;
}) {
  const { tone, title, children, action, live = false } = props;
  const { Icon, className, icon } = looks[tone];
  return (
    <div
      role={live ? (tone === "refused" ? "alert" : "status") : undefined}
      className={classNames("flex gap-2.5 rounded-md px-3 py-2.5", className)}
    >
      <Icon aria-hidden className={classNames("mt-[0.18em] size-4 shrink-0", icon)} />
      <div className="flex min-w-0 flex-1 flex-col gap-0.5">
        {title && <p className="font-medium">{title}</p>}
        {children && <div className="text-ink">{children}</div>}
        {action && <div className="mt-1.5">{action}</div>}
      </div>
    </div>
  );
}
