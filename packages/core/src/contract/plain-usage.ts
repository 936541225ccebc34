import { serviceTiers } from "../pricing/index.ts";
import { isInstant } from "../time/index.ts";
import { countsSchema, tokensSchema } from "./quantities.ts";
import {
  type AuthorizeUsageInput,
  MAX_USAGE_BATCH,
  type RecordUsageInput,
  type SettleUsageInput,
} from "./usage.ts";
import { CLIENT_EVENT_ID, MODEL_NAME } from "./usage-names.ts";

// What nearly every request of a gateway looks like, recognised without a schema: a schema costs a batch of a thousand
// events an eighth of the API's time (docs/performance.md). What is recognised is exactly what the schema would make of
// it; everything else, valid or not, is the schema's to read and to answer. A test compares both over random bodies.

/** Ids of ours; others that are UUIDs the schema knows. */
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const MAX_QUANTITY = 1_000_000_000;
const MAX_SECONDS = 86_400;
const TIERS: ReadonlySet<unknown> = new Set(serviceTiers);
const TOKENS: ReadonlySet<string> = new Set(Object.keys(tokensSchema.shape));
const COUNTS: ReadonlySet<string> = new Set(Object.keys(countsSchema.shape));

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
/** Minus zero is left to the schema. */
const isQuantity = (value: unknown): boolean =>
  typeof value === "number" &&
  Number.isInteger(value) &&
  value >= 0 &&
  value <= MAX_QUANTITY &&
  !Object.is(value, -0);
const isName = (value: unknown, form: RegExp): boolean => typeof value === "string" && form.test(value);

function areQuantities(value: unknown, names: ReadonlySet<string>): value is Record<string, unknown> {
  if (!isObject(value)) return false;
  for (const name of Object.keys(value))
    if (!names.has(name) || !isQuantity(Reflect.get(value, name))) return false;
  return true;
}

const areTokens = (value: unknown): boolean =>
  areQuantities(value, TOKENS) && value["inputTokens"] !== undefined;

/** Members that an event and a settlement share; null for one that is neither's. */
function isUsageMember(name: string, value: unknown): boolean {
  switch (name) {
    case "clientEventId":
      return isName(value, CLIENT_EVENT_ID);
    case "serviceTier":
      return TIERS.has(value);
    case "tokens":
      return areTokens(value);
    case "counts":
      return areQuantities(value, COUNTS);
    case "occurredAt":
      return isInstant(value);
    case "holdId":
      return isName(value, ID);
    default:
      return false;
  }
}

const isMeasured = (value: Record<string, unknown>): boolean =>
  value["tokens"] !== undefined || value["counts"] !== undefined;

function isPlainEvent(value: unknown): boolean {
  if (!isObject(value)) return false;
  for (const name of Object.keys(value)) {
    const member = value[name];
    if (name === "model" ? !isName(member, MODEL_NAME) : !isUsageMember(name, member)) return false;
  }
  return value["clientEventId"] !== undefined && value["model"] !== undefined && isMeasured(value);
}

/** Whether a body, as JSON gives it, is a batch of plain events; `recordUsageSchema` would answer it unchanged. */
export function isPlainRecord(body: unknown): body is RecordUsageInput {
  if (!isObject(body)) return false;
  const { events, ...others } = body;
  return (
    Object.keys(others).length === 0 &&
    Array.isArray(events) &&
    events.length > 0 &&
    events.length <= MAX_USAGE_BATCH &&
    events.every(isPlainEvent)
  );
}

/** Whether a body, as JSON gives it, plainly asks for a promise by tokens; `authorizeUsageSchema` would answer it unchanged. */
export function isPlainAuthorize(body: unknown): body is AuthorizeUsageInput {
  if (!isObject(body)) return false;
  for (const name of Object.keys(body)) {
    const member = body[name];
    switch (name) {
      case "model":
        if (!isName(member, MODEL_NAME)) return false;
        break;
      case "serviceTier":
        if (!TIERS.has(member)) return false;
        break;
      case "maxInputTokens":
      case "maxOutputTokens":
        if (!isQuantity(member)) return false;
        break;
      case "timeToLiveSeconds":
        if (!isQuantity(member) || member === 0 || Number(member) > MAX_SECONDS) return false;
        break;
      default:
        return false;
    }
  }
  return (
    body["model"] !== undefined &&
    body["maxInputTokens"] !== undefined &&
    body["maxOutputTokens"] !== undefined
  );
}

/** Whether a body, as JSON gives it, plainly settles a hold; `settleUsageSchema` would answer it unchanged. */
export function isPlainSettle(body: unknown): body is SettleUsageInput {
  if (!isObject(body)) return false;
  for (const name of Object.keys(body)) {
    const member = body[name];
    if (name === "final" ? typeof member !== "boolean" : !isUsageMember(name, member)) return false;
  }
  return (
    body["holdId"] !== undefined &&
    isMeasured(body) &&
    (body["final"] !== false || body["clientEventId"] !== undefined)
  );
}
