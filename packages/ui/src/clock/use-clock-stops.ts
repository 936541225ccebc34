import type { AccountClockView } from "@tenure/core/contract";
import { useEffect, useRef } from "react";

/** Calls `onStop` whenever a clock that was seen before has gone on: what a page shows may then be another. */
export function useClockStops(clock: AccountClockView | undefined, onStop: () => void): void {
  const seen = useRef<string | null>(null);
  const advance = clock?.advance ?? null;
  const stop = clock === undefined ? null : `${advance?.id} ${advance?.steps} ${advance?.state}`;
  useEffect(() => {
    if (stop === null || stop === seen.current) return;
    const first = seen.current === null;
    seen.current = stop;
    if (!first) onStop();
  }, [stop, onStop]);
}
