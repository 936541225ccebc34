import { router } from "../trpc/init.ts";
import { getReconciliation, listDifferences, listReconciliations } from "./procedures.ts";
import { setAsideProcedure } from "./set-aside.ts";
import { startProcedure } from "./start.ts";
import { takeOverProcedure } from "./take-over.ts";

/** The providers' books beside ours, for the platform's people. */
export const reconciliationsRouter = router({
  start: startProcedure,
  list: listReconciliations,
  get: getReconciliation,
  differences: listDifferences,
  takeOver: takeOverProcedure,
  setAside: setAsideProcedure,
});
