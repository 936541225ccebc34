import { MAX_USAGE_BUCKETS, type UsageBucket, usageBuckets, type UsagePeriod } from "@tenure/core/statements";
import { AppError } from "../errors/app-error.ts";

/** The buckets of a period somebody asked for. @throws AppError validation_failed when it is empty or too long */
export function bucketsAsked(period: UsagePeriod): readonly [UsageBucket, ...UsageBucket[]] {
  const found = usageBuckets(period);
  const problem =
    found === "empty"
      ? { path: "to", message: "must come after from" }
      : { path: "from", message: `at most ${MAX_USAGE_BUCKETS} steps before to` };
  if (typeof found === "string") throw new AppError("validation_failed", undefined, [problem]);
  const [first, ...others] = found;
  if (first === undefined) throw new AppError("validation_failed", undefined, [problem]);
  return [first, ...others];
}
