export {
  cancelBy,
  cancelledInTime,
  type Term,
  type TermCalendar,
  type TermInterval,
  termAt,
  termContaining,
  termEnd,
  zoneSchema,
} from "./terms.ts";
