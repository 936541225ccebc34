import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ClockControl, useClockStops } from "@tenure/ui";
import { ProblemCallout, useIdempotencyKey } from "@tenure/ui/app";
import { useCallback } from "react";
import { useCurrentAccount } from "../account/current-account.tsx";
import { usePermission } from "../account/use-permission.ts";
import { trpc } from "../trpc.ts";

/** How often an advance under way is looked at. */
const LOOK_EVERY_MS = 700;

/** The clock of a sandbox account, on every page, and where its owner sends it. */
export function ClockLine() {
  const { account } = useCurrentAccount();
  const queryClient = useQueryClient();
  const mayMove = usePermission("clock.advance");
  const { data: clock } = useQuery({
    ...trpc.sandbox.clock.queryOptions({ accountId: account.id }),
    refetchInterval: ({ state }) => (state.data?.advance?.state === "running" ? LOOK_EVERY_MS : false),
  });
  const { idempotencyKey, renew } = useIdempotencyKey();
  const advance = useMutation(
    trpc.sandbox.advanceClock.mutationOptions({
      trpc: { context: { idempotencyKey } },
      onSuccess: () => {
        renew();
        return queryClient.invalidateQueries(trpc.sandbox.clock.pathFilter());
      },
    }),
  );
  // Every page follows the clock: at each stop what it shows may be another.
  useClockStops(
    clock,
    useCallback(
      () => void queryClient.invalidateQueries({ predicate: ({ queryKey }) => !isClock(queryKey) }),
      [queryClient],
    ),
  );
  if (clock === undefined || !clock.movable) return null;
  return (
    <ClockControl
      clock={clock}
      {...(mayMove ? { onMove: (move) => advance.mutate({ accountId: account.id, ...move }) } : {})}
      problem={advance.error && <ProblemCallout error={advance.error} />}
    />
  );
}

const isClock = (queryKey: readonly unknown[]): boolean =>
  JSON.stringify(queryKey[0]) === JSON.stringify(["sandbox", "clock"]);
