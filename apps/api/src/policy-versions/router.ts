import { router } from "../trpc/init.ts";
import { list } from "./list.ts";
import { approve, callOff, decline, withdraw } from "./move.ts";
import { propose } from "./propose.ts";
import { published } from "./published.ts";
import { differences, get, list as listShadowRuns, start } from "./shadow.ts";

/** Versions of the policy: what everybody reads, and what administrators decide about. */
export const policyVersionsRouter = router({
  published,
  list,
  propose,
  approve,
  decline,
  withdraw,
  callOff,
  shadow: { start, list: listShadowRuns, get, differences },
});
