import type { TRPCLink } from "@trpc/client";
import type { AnyRouter } from "@trpc/server";

/**
 * Takes out the `direction` that tRPC's infinite queries add to an input: lists here are read forwards only, and the
 * API refuses members it does not know.
 */
export function forwardsLink<Router extends AnyRouter>(): TRPCLink<Router> {
  return () =>
    ({ op, next }) => {
      if (typeof op.input !== "object" || op.input === null || !("direction" in op.input)) return next(op);
      const { direction: _, ...input } = op.input;
      return next({ ...op, input });
    };
}
