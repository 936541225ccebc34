export { type Agreement, defineAgreement } from "./agreement.ts";
