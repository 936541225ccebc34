export { type ClockAdvanceState, clockAdvanceLifecycle } from "./lifecycle.ts";
export {
  CLOCK_UNITS,
  type ClockRefusal,
  type ClockRequest,
  clockRefusal,
  clockTarget,
  FARTHEST_ADVANCE_MS,
  FARTHEST_AHEAD_MS,
} from "./target.ts";
