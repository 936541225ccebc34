export {
  MAX_USAGE_BUCKETS,
  type UsageBucket,
  usageBuckets,
  type UsageGrain,
  type UsagePeriod,
} from "./buckets.ts";
export { isLocalDate, type LocalDate } from "./calendar-day.ts";
export {
  daysBetween,
  firstOfMonth,
  localDateOf,
  localDateSchema,
  plusDays,
  startOfDay,
} from "./local-date.ts";
export {
  assembleStatement,
  MAX_STATEMENT_DAYS,
  type Statement,
  type StatementFacts,
  type StatementFault,
  type StatementLine,
  type WalletDay,
  type WalletMovement,
} from "./statement.ts";
export { type RolledSums, totalUsage } from "./usage-sums.ts";
