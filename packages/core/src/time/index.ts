export {
  fromEpochMs,
  type Instant,
  isInstant,
  msBetween,
  plusHours,
  plusMs,
  toEpochMs,
} from "./instant.ts";
export { instantSchema } from "./instant-schema.ts";
