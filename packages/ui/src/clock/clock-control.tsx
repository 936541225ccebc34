import { Plural, Trans, useLingui } from "@lingui/react/macro";
import type { AccountClockView } from "@tenure/core/contract";
import { Clock } from "lucide-react";
import { type ReactNode, Suspense, useState } from "react";
import { Button } from "../actions/button.tsx";
import { MenuOnDemand } from "../actions/menu-on-demand.tsx";
import { Instant } from "../display/instant.tsx";
import { useNow, useUiSettings } from "../foundation/ui-context.tsx";
import { lazyPiece } from "../foundation/lazy-piece.ts";

// A sandbox's own tools are not worth a byte of the first page.
const AdvanceDialog = lazyPiece(() =>
  import("./advance-dialog.tsx").then((module) => ({ default: module.AdvanceDialog })),
);

/** Where a person sends the clock. */
export type ClockMove =
  | { readonly toNextPromise: true }
  | { readonly by: { readonly count: number; readonly unit: "day" | "month" | "year" } }
  | { readonly to: string };

/**
 * The clock of a sandbox account: what it says, how far an advance came, and where to send it. `onMove` is left out for
 * who may only look; `problem` shows what was refused.
 */
export function ClockControl(props: {
  readonly clock: AccountClockView;
  readonly onMove?: (move: ClockMove) => void;
  readonly problem?: ReactNode;
}) {
  const { clock, onMove, problem } = props;
  const { timeZone } = useUiSettings();
  const now = new Date(useNow(1000)).toISOString();
  const [asking, setAsking] = useState(false);
  const { advance } = clock;
  const running = advance?.state === "running";
  return (
    <div className="flex flex-col">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="flex items-center gap-2">
          <Clock aria-hidden className="size-4 shrink-0" />
          <Trans>
            Account clock <Instant at={now} />
          </Trans>
        </span>
        {onMove !== undefined && !running && <Moves onMove={onMove} onDay={() => setAsking(true)} />}
      </div>
      <div role="status">
        {running && (
          <span className="flex flex-wrap items-center gap-x-2 pt-1.5">
            <Trans>
              On its way to <Instant at={advance.to} precision="day" />: now at <Instant at={advance.at} />,
            </Trans>
            <Plural value={advance.steps} one="# instant done" other="# instants done" />
          </span>
        )}
        {advance?.state === "stopped" && (
          <p className="pt-1.5">
            <Trans>
              It stopped before <Instant at={advance.to} />: {advance.problem}
            </Trans>
          </p>
        )}
      </div>
      {problem && <div className="pt-1.5">{problem}</div>}
      {asking && (
        <Suspense>
          <AdvanceDialog
            now={now}
            timeZone={timeZone}
            onClose={() => setAsking(false)}
            onAdvance={(to) => {
              setAsking(false);
              onMove?.({ to });
            }}
          />
        </Suspense>
      )}
    </div>
  );
}

function Moves(props: { readonly onMove: (move: ClockMove) => void; readonly onDay: () => void }) {
  const { onMove, onDay } = props;
  const { t } = useLingui();
  const by = (count: number, unit: "day" | "month" | "year") => () => onMove({ by: { count, unit } });
  return (
    <MenuOnDemand
      align="start"
      trigger={
        <Button tone="secondary" size="sm">
          {t`Advance the clock`}
        </Button>
      }
      groups={[
        {
          items: [
            {
              key: "next",
              label: <Trans>To the next promise</Trans>,
              onSelect: () => onMove({ toNextPromise: true }),
            },
            { key: "day", label: <Trans>One day</Trans>, onSelect: by(1, "day") },
            { key: "month", label: <Trans>One month</Trans>, onSelect: by(1, "month") },
            { key: "year", label: <Trans>One year</Trans>, onSelect: by(1, "year") },
            { key: "to", label: <Trans>To a day…</Trans>, onSelect: onDay },
          ],
        },
      ]}
    />
  );
}
