import type { ReactNode } from "react";

/**
 * How much of a fixed amount is taken: used (solid), promised (hatched), the rest empty. The parts are laid out by
 * their own weights, so nothing is computed here; the words beneath are what screen readers get.
 */
export function Meter(props: {
  readonly label: ReactNode;
  readonly used: bigint;
  readonly held: bigint;
  /** What is left; never negative. */
  readonly free: bigint;
  /** The same in words: "$3.20 of $40.00 used, $0.40 promised". */
  readonly children: ReactNode;
}) {
  const { label, used, held, free, children } = props;
  return (
    <div className="flex flex-col gap-1.5">
      <p className="font-medium">{label}</p>
      <div aria-hidden className="flex h-2 overflow-hidden rounded-full bg-hairline">
        <span className="min-w-0 bg-accent-strong" style={{ flexGrow: Number(used), flexBasis: 0 }} />
        <span
          className="min-w-0 bg-[repeating-linear-gradient(135deg,var(--accent)_0_3px,var(--accent-soft)_3px_6px)]"
          style={{ flexGrow: Number(held), flexBasis: 0 }}
        />
        <span className="min-w-0" style={{ flexGrow: Number(free), flexBasis: 0 }} />
      </div>
      <p className="text-sm text-muted">{children}</p>
    </div>
  );
}
