import { type RefusalCode, refusalCodeSchema } from "@tenure/core/text";

/** Whether a stored reason is one of the refusals we have words for. */
export const isRefusalCode = (code: string | undefined): code is RefusalCode =>
  refusalCodeSchema.safeParse(code).success;
