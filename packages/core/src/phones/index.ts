export {
  CODE_DIGITS,
  codeExpiresAt,
  codePurposes,
  type CodePurpose,
  COUNTED_HOURS,
  type EnteredFacts,
  judgeCode,
  type SendingFacts,
  type SendingRefusal,
  sendingRefusal,
} from "./codes.ts";
export { type PhoneEnding, phoneEndings, phoneLifecycle, type PhoneState } from "./lifecycle.ts";
export { e164Schema, maskedPhone, type PhoneNumber } from "./number.ts";
