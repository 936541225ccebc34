import { Trans } from "@lingui/react/macro";
import { MinorAmount } from "./minor-amount.tsx";
import type { Difference } from "./types.ts";
import { useSideState } from "./use-difference-words.ts";

/** One side of a difference: amount and state, or that it is not there. */
export function SideWords(props: {
  readonly side: Difference["there"];
  /** Where it stands: at the end of a column, or behind a label. */
  readonly align?: "start" | "end";
}) {
  const { side, align = "end" } = props;
  const stateOf = useSideState();
  if (side === null)
    return (
      <span className="text-muted">
        <Trans>not there</Trans>
      </span>
    );
  return (
    <span className={`inline-flex flex-col ${align === "end" ? "items-end" : "items-start"}`}>
      <MinorAmount amountMinor={side.amountMinor} currency={side.currency} />
      <span className="text-sm text-muted">{stateOf(side.state)}</span>
    </span>
  );
}
