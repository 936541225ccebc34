/** How a country writes its postal codes: a pattern for the whole text, letters upper case, and an example. */
export interface PostalCodeForm {
  readonly pattern: RegExp;
  readonly example: string;
}

const form = (pattern: RegExp, example: string): PostalCodeForm => ({ pattern, example });
const digits = (count: number, example: string) => form(new RegExp(`^\\d{${count}}$`), example);

/**
 * Countries whose addresses always have a postal code of a known form (UPU, "Postal addressing systems"). A country
 * in neither table has codes that addresses may leave out.
 */
export const POSTAL_CODES: Readonly<Record<string, PostalCodeForm>> = {
  AR: form(/^([A-HJ-NP-Z]\d{4}[A-Z]{3}|\d{4})$/, "C1425CLA"),
  AT: form(/^[1-9]\d{3}$/, "1010"),
  AU: digits(4, "2000"),
  BD: digits(4, "1205"),
  BE: form(/^[1-9]\d{3}$/, "1000"),
  BG: digits(4, "1000"),
  BR: form(/^\d{5}-?\d{3}$/, "01310-100"),
  CA: form(/^[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z] ?\d[ABCEGHJ-NPRSTV-Z]\d$/, "K1A 0B1"),
  CH: form(/^[1-9]\d{3}$/, "8001"),
  CN: digits(6, "100000"),
  CY: digits(4, "1010"),
  CZ: form(/^\d{3} ?\d{2}$/, "110 00"),
  DE: digits(5, "10115"),
  DK: digits(4, "1050"),
  EE: digits(5, "10111"),
  ES: form(/^(0[1-9]|[1-4]\d|5[0-2])\d{3}$/, "28013"),
  FI: digits(5, "00100"),
  FR: digits(5, "75001"),
  GB: form(
    /^(GIR ?0AA|[A-PR-UWYZ]([A-HK-Y]?\d[\dABEHJKMNPRSTUVWXY]?|\d[A-HJKPSTUW]?) ?\d[ABD-HJLNP-UW-Z]{2})$/,
    "SW1A 1AA",
  ),
  GR: form(/^\d{3} ?\d{2}$/, "105 57"),
  HR: digits(5, "10000"),
  HU: digits(4, "1051"),
  ID: digits(5, "10110"),
  IE: form(/^[A-Z]\d[\dW] ?[A-Z\d]{4}$/, "D02 X285"),
  IL: form(/^\d{5}(\d{2})?$/, "9414219"),
  IN: form(/^[1-9]\d{2} ?\d{3}$/, "110001"),
  IT: digits(5, "00118"),
  JP: form(/^\d{3}-?\d{4}$/, "100-0001"),
  KR: digits(5, "04524"),
  LT: form(/^(LT-)?\d{5}$/, "LT-01100"),
  LU: form(/^(L-)?\d{4}$/, "1009"),
  LV: form(/^(LV-)?\d{4}$/, "LV-1050"),
  MT: form(/^[A-Z]{3} ?\d{4}$/, "VLT 1117"),
  MX: digits(5, "06000"),
  MY: digits(5, "50000"),
  NL: form(/^[1-9]\d{3} ?[A-Z]{2}$/, "1012 AB"),
  NO: digits(4, "0150"),
  NZ: digits(4, "6011"),
  PH: digits(4, "1000"),
  PL: form(/^\d{2}-\d{3}$/, "00-001"),
  PT: form(/^\d{4}-\d{3}$/, "1000-001"),
  RO: digits(6, "010011"),
  SE: form(/^\d{3} ?\d{2}$/, "111 20"),
  SG: digits(6, "018989"),
  SI: form(/^(SI-)?\d{4}$/, "1000"),
  SK: form(/^\d{3} ?\d{2}$/, "811 01"),
  TH: digits(5, "10200"),
  TR: digits(5, "34000"),
  TW: form(/^\d{3}(\d{2,3})?$/, "100"),
  UA: digits(5, "01001"),
  US: form(/^\d{5}(-\d{4})?$/, "94105"),
  VN: form(/^\d{5,6}$/, "10000"),
  ZA: digits(4, "0001"),
};

/** Countries without postal codes: whatever stands there is no matter. */
export const WITHOUT_POSTAL_CODES: ReadonlySet<string> = new Set(
  (
    "AE AG AO AW BF BI BJ BO BS BW BZ CD CF CG CI CK CM DJ DM ER FJ GA GD GM GQ GY HK KI KM KN KP ML MO MR MW " +
    "NR NU QA RW SB SC SL SR ST SX SY TD TG TK TO TV UG VU YE ZW"
  ).split(" "),
);

/** What a postal code of a country without a known form looks like at most. */
export const ANY_POSTAL_CODE = /^[A-Z\d][A-Z\d -]{0,11}$/;
