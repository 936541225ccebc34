export {
  fromEpochMs,
  type Instant,
  instantSchema,
  isInstant,
  msBetween,
  plusHours,
  plusMs,
  toEpochMs,
} from "./instant.ts";
