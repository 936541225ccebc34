import { z } from "zod";

/** A number as networks take it (ITU-T E.164): a plus, the code of a country, 15 digits at most. */
export const e164Schema = z.string().regex(/^\+[1-9]\d{6,14}$/);

/** A phone number whose parts are known. */
export interface PhoneNumber {
  /** {@link e164Schema} */
  readonly number: string;
  /** Digits behind the plus that name a country or a group of them, such as `86`. */
  readonly callingCode: string;
}

/** A national part shorter than this shows two of its digits, not four. */
const SHORT_DIGITS = 8;

/** A number as it is shown: country and last digits, `+86 ••• •••• 1234`. How long it is stays hidden. */
export function maskedPhone({ number, callingCode }: PhoneNumber): string {
  const national = number.slice(1 + callingCode.length);
  return `+${callingCode} ••• •••• ${national.slice(national.length < SHORT_DIGITS ? -2 : -4)}`;
}
