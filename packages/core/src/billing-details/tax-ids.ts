import {
  australian,
  austrian,
  belgian,
  brazilian,
  british,
  chinese,
  divides,
  elevenLess,
  french,
  indian,
  japanese,
  luhn,
  luxembourgish,
  mod11,
  mod11Ten,
  mod11TenIsNought,
} from "./check-digits.ts";

/** How a country writes the tax number of a company, without separators, upper case. */
export interface TaxIdForm {
  /** What is written before the number; may be left out. */
  readonly prefix: string;
  readonly pattern: RegExp;
  readonly example: string;
  /** Whether the check digits are right; left out where no rule is simple and certain. */
  readonly check?: (text: string) => boolean;
}

const form = (
  prefix: string,
  pattern: RegExp,
  example: string,
  check?: (text: string) => boolean,
): TaxIdForm => (check === undefined ? { prefix, pattern, example } : { prefix, pattern, example, check });

/** By country. The European Union writes Greece as EL. */
export const TAX_IDS: Readonly<Record<string, TaxIdForm>> = {
  AT: form("AT", /^U\d{8}$/, "ATU13585627", austrian),
  AU: form("", /^\d{11}$/, "83 914 571 673", australian),
  BE: form("BE", /^[01]\d{9}$/, "BE0428759497", belgian),
  BG: form("BG", /^\d{9,10}$/, "BG175074752"),
  BR: form("", /^[A-Z\d]{12}\d{2}$/, "16.727.230/0001-97", brazilian),
  CA: form("", /^\d{9}(R[A-Z]\d{4})?$/, "123026635RT0001", (text) => luhn(text.slice(0, 9))),
  CH: form("CHE", /^\d{9}(MWST|TVA|IVA)?$/, "CHE-107.787.577", (text) =>
    elevenLess([5, 4, 3, 2, 7, 6, 5, 4])(text.slice(0, 9)),
  ),
  CN: form("", /^[\dA-HJ-NPQRTUWXY]{2}\d{6}[\dA-HJ-NPQRTUWXY]{10}$/, "91110000600037341L", chinese),
  CY: form("CY", /^\d{8}[A-Z]$/, "CY10259033P"),
  CZ: form("CZ", /^\d{8,10}$/, "CZ25123891"),
  DE: form("DE", /^[1-9]\d{8}$/, "DE136695976", mod11Ten),
  DK: form("DK", /^[1-9]\d{7}$/, "DK13585628", divides([2, 7, 6, 5, 4, 3, 2, 1], 11)),
  EE: form("EE", /^\d{9}$/, "EE100931558"),
  ES: form("ES", /^[A-Z\d]\d{7}[A-Z\d]$/, "ESB58378431"),
  FI: form("FI", /^\d{8}$/, "FI20774740", divides([7, 9, 10, 5, 8, 4, 2, 1], 11)),
  FR: form("FR", /^[A-HJ-NP-Z\d]{2}\d{9}$/, "FR40303265045", french),
  GB: form("GB", /^(\d{9}(\d{3})?|GD[0-4]\d{2}|HA[5-9]\d{2})$/, "GB980780684", british),
  GR: form("EL", /^\d{9}$/, "EL094259216", mod11TenIsNought([256, 128, 64, 32, 16, 8, 4, 2])),
  HR: form("HR", /^\d{11}$/, "HR33392005961", mod11Ten),
  HU: form("HU", /^\d{8}$/, "HU12892312"),
  IE: form("IE", /^(\d{7}[A-W][A-I]?|\d[A-Z+*]\d{5}[A-W])$/, "IE6433435F"),
  IN: form("", /^\d{2}[A-Z]{5}\d{4}[A-Z][A-Z\d]Z[A-Z\d]$/, "27AAPFU0939F1ZV", indian),
  IT: form("IT", /^\d{11}$/, "IT00743110157", luhn),
  JP: form("T", /^\d{13}$/, "T5835678256246", japanese),
  KR: form("", /^\d{10}$/, "116-82-00276"),
  LT: form("LT", /^(\d{9}|\d{12})$/, "LT119511515"),
  LU: form("LU", /^\d{8}$/, "LU15027442", luxembourgish),
  LV: form("LV", /^\d{11}$/, "LV40003521600"),
  MT: form("MT", /^\d{8}$/, "MT11679112"),
  NL: form("NL", /^\d{9}B\d{2}$/, "NL004495445B01"),
  NO: form("NO", /^\d{9}(MVA)?$/, "NO988077917MVA", (text) =>
    elevenLess([3, 2, 7, 6, 5, 4, 3, 2])(text.slice(0, 9)),
  ),
  PL: form("PL", /^\d{10}$/, "PL8567346215", mod11([6, 5, 7, 2, 3, 4, 5, 6, 7])),
  PT: form("PT", /^[1-9]\d{8}$/, "PT501964843", elevenLess([9, 8, 7, 6, 5, 4, 3, 2])),
  RO: form("RO", /^[1-9]\d{1,9}$/, "RO18547290"),
  SE: form("SE", /^\d{12}$/, "SE123456789701", (text) => luhn(text.slice(0, 10))),
  SG: form("", /^(\d{8}[A-Z]|\d{9}[A-Z]|[TSR]\d{2}[A-Z]{2}\d{4}[A-Z])$/, "197401143C"),
  SI: form("SI", /^[1-9]\d{7}$/, "SI50223054"),
  SK: form("SK", /^[1-9]\d{9}$/, "SK2022749619"),
  US: form("", /^\d{9}$/, "12-3456789"),
};

/** What a number of a country without a known form looks like at most. */
const ANY = /^[A-Z\d]{4,24}$/;

/** A tax number without the signs people group it with, upper case. */
const bare = (text: string): string => text.toUpperCase().replace(/[\s.\-/]/g, "");

/** What is wrong with a tax number, or null. */
export function taxIdProblem(
  country: string,
  text: string,
): "tax_id_malformed" | "tax_id_check_digit" | "tax_id_odd" | null {
  const written = bare(text);
  const known = Object.hasOwn(TAX_IDS, country) ? TAX_IDS[country] : undefined;
  if (known === undefined) return ANY.test(written) ? null : "tax_id_odd";
  const number =
    known.prefix !== "" && written.startsWith(known.prefix) ? written.slice(known.prefix.length) : written;
  if (!known.pattern.test(number)) return "tax_id_malformed";
  return known.check === undefined || known.check(number) ? null : "tax_id_check_digit";
}
