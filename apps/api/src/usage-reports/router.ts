import { router } from "../trpc/init.ts";
import { event } from "./event.ts";
import { summary } from "./summary.ts";

/** Reading usage; merged with the procedures that record it. */
export const usageReportsRouter = router({ summary, event });
