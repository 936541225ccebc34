// Compiled only, like same-types.ts: reports in the SDK and in the contract are the same JSON.
import type * as contract from "@tenure/core/contract";
import type { z } from "zod";
import type {
  SpendLimits,
  Statement,
  UsageEventDetail,
  UsageSummary,
  UsageSummaryParams,
} from "../src/index.ts";
import type { AllTrue, Same } from "./same.ts";

export type Checked = AllTrue<
  [
    Same<UsageSummary, typeof contract.usageSummarySchema>,
    Same<UsageEventDetail, typeof contract.usageEventDetailSchema>,
    Same<Statement, typeof contract.statementSchema>,
    Same<SpendLimits, typeof contract.spendLimitsSchema>,
  ]
>;

// Whatever a caller may write, the schema reads.
type Summary = z.input<z.ZodObject<typeof contract.usageSummaryShape>>;
export const accepted = (params: UsageSummaryParams): Summary => params;
