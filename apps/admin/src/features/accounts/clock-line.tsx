import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ClockControl, useClockStops } from "@tenure/ui";
import { ProblemCallout } from "@tenure/ui/app";
import { useCallback } from "react";
import { useAccount } from "../../account/current-account.tsx";
import { useDenial } from "../../staff/use-staff.ts";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";

/** How often an advance under way is looked at. */
const LOOK_EVERY_MS = 700;

/** The clock of a sandbox account, and where staff send it. */
export function ClockLine() {
  const { id: accountId } = useAccount();
  const queryClient = useQueryClient();
  const denial = useDenial();
  const { data: clock } = useQuery({
    ...trpc.sandbox.clock.queryOptions({ accountId }),
    refetchInterval: ({ state }) => (state.data?.advance?.state === "running" ? LOOK_EVERY_MS : false),
  });
  const advance = useStaffAction(
    (idempotencyKey) => trpc.sandbox.advanceClock.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    () => void queryClient.invalidateQueries(trpc.sandbox.clock.pathFilter()),
  );
  // The account's pages follow the clock: at each stop what they show may be another.
  useClockStops(
    clock,
    useCallback(
      () => void queryClient.invalidateQueries({ predicate: ({ queryKey }) => !isClock(queryKey) }),
      [queryClient],
    ),
  );
  if (clock === undefined || !clock.movable) return null;
  return (
    <div className="mb-4 rounded-md bg-progress-soft px-3 py-1.5 text-sm text-progress">
      <ClockControl
        clock={clock}
        {...(denial("clock.advance") === undefined
          ? { onMove: (move) => advance.mutate({ accountId, ...move }) }
          : {})}
        problem={advance.error && <ProblemCallout error={advance.error} />}
      />
    </div>
  );
}

const isClock = (queryKey: readonly unknown[]): boolean =>
  JSON.stringify(queryKey[0]) === JSON.stringify(["sandbox", "clock"]);
