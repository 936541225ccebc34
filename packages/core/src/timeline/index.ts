export { PROMISE_ACTIONS, TIMELINE_ACTIONS, type TimelineAction } from "./actions.ts";
export { businessDaysAfter } from "./business-days.ts";
export type {
  TimelineEntry,
  TimelineFacts,
  TimelineOrder,
  TimelinePlan,
  TimelineSubscription,
} from "./facts.ts";
export { PROMISE_KINDS, type PromiseKind } from "./kinds.ts";
export { FACT_KINDS, type FactKind, factText, MOST_FACTS, newestFacts, type TimelineFact } from "./past.ts";
export { promiseTimeline } from "./promise-timeline.ts";
export { promiseText } from "./text.ts";
