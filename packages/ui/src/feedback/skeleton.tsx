import { Trans } from "@lingui/react/macro";
import { classNames } from "../foundation/class-names.ts";

/** The shape of what is being loaded. `lines` rows of text; give it the height of the real thing. */
export function Skeleton(props: { readonly lines?: number; readonly className?: string }) {
  const { lines = 3, className } = props;
  const widths = ["w-11/12", "w-4/5", "w-2/3", "w-10/12"];
  return (
    <div role="status" className={classNames("flex flex-col gap-2.5 py-1", className)}>
      <span className="sr-only">
        <Trans>Loading…</Trans>
      </span>
      {Array.from({ length: lines }, (_, line) => (
        <span
          // Placeholder lines have no identity.
          key={line}
          aria-hidden
          className={classNames("h-3.5 animate-breathe rounded-sm bg-hairline", widths[line % widths.length])}
        />
      ))}
    </div>
  );
}
