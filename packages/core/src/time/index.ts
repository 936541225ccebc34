export {
  fromEpochMs,
  type Instant,
  instantSchema,
  msBetween,
  plusHours,
  plusMs,
  toEpochMs,
} from "./instant.ts";
