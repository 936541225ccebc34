export type {
  TimelineEntry,
  TimelineFacts,
  TimelineOrder,
  TimelinePlan,
  TimelineSubscription,
} from "./facts.ts";
export { PROMISE_KINDS, type PromiseKind } from "./kinds.ts";
export { promiseTimeline } from "./promise-timeline.ts";
export { promiseText } from "./text.ts";
