import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import { me } from "../session/me.ts";
import { router } from "./init.ts";

/** Table of contents of the API: nouns outside, verbs inside, one file per procedure. */
export const appRouter = router({
  session: { me },
});

/** The API as the screens see it. */
export type AppRouter = typeof appRouter;
/** Inputs by procedure. */
export type Inputs = inferRouterInputs<AppRouter>;
/** Outputs by procedure. */
export type Outputs = inferRouterOutputs<AppRouter>;
