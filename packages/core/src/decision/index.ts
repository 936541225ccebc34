export { canonicalize, type Json, type JsonObject } from "./canonical.ts";
export {
  type Decision,
  type DecisionJson,
  decisionSchema,
  type Line,
  line,
  linesAddUp,
  type Outcome,
  outcomeSchema,
  type Refusal,
} from "./decision.ts";
export { digestOf } from "./digest.ts";
export {
  type PublicKey,
  publicKeyOf,
  type Signed,
  type SignaturePurpose,
  type SigningKey,
  sign,
  signedSchema,
  type Verification,
  verify,
} from "./receipt.ts";
export {
  type CommonFacts,
  type Decided,
  decide,
  defineRule,
  type RegisteredRule,
  type Replay,
  type Rule,
  type Ruling,
  replay,
} from "./rule.ts";
