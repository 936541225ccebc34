export { LINE_TEXTS, type LineKey, lineKeySchema } from "./lines.ts";
export { REFUSAL_TEXTS, type RefusalCode, type RefusalText, refusalCodeSchema } from "./refusals.ts";
export { fill, type Text, type TextContext } from "./template.ts";
