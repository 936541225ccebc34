import { z } from "zod";
import type { BillingField, BillingProblemCode } from "../text/billing-texts.ts";
import { BILLING_FIELDS } from "./facts.ts";
import { CITY_STATES, isCountry } from "./countries.ts";
import { ANY_POSTAL_CODE, POSTAL_CODES, WITHOUT_POSTAL_CODES } from "./postal-codes.ts";
import { findRegion, regionsOf } from "./regions.ts";
import { TAX_IDS, taxIdProblem } from "./tax-ids.ts";

/** Billing details as somebody typed them; null and blank are the same. */
export type BillingDetails = Readonly<Record<BillingField, string | null>>;

/** What is wrong with one field. */
export interface BillingProblem {
  readonly field: BillingField;
  readonly code: BillingProblemCode;
  /** Raw values for the text of the code. */
  readonly params: Readonly<Record<string, string>>;
}

/** The answer about a set of details: complete and valid when both lists are empty. */
export interface BillingCheck {
  /** Required fields without a value, in the order of a form. */
  readonly missing: readonly BillingField[];
  /** Fields with a value that cannot be right, in the order of a form. */
  readonly invalid: readonly BillingProblem[];
}

/** Longest value of each field, in characters. */
const LONGEST: Readonly<Record<BillingField, number>> = {
  fullName: 120,
  companyName: 160,
  email: 254,
  country: 2,
  addressLine: 200,
  city: 100,
  region: 60,
  postalCode: 16,
  taxId: 32,
};

/** Whether a country's addresses have a field at all, and need it. */
function isRequired(field: BillingField, country: string): boolean {
  switch (field) {
    case "fullName":
    case "email":
    case "country":
    case "addressLine":
      return true;
    case "city":
      return !CITY_STATES.has(country);
    case "region":
      return regionsOf(country).length > 0;
    case "postalCode":
      return Object.hasOwn(POSTAL_CODES, country);
    case "companyName":
    case "taxId":
      return false;
  }
}

/**
 * Fields without which nothing is sold to a customer of a country (T1.2), in the order of a form. An unknown country
 * needs what every country needs.
 */
export const requiredBillingFields = (country: string): readonly BillingField[] =>
  BILLING_FIELDS.filter((field) => isRequired(field, country));

/**
 * Whether billing details are complete and can be right for their country (T1.2). What no list or check digit can
 * tell is believed: the check refuses what is certainly wrong and nothing else.
 */
export function checkBillingDetails(details: BillingDetails): BillingCheck {
  const value = (field: BillingField): string => (details[field] ?? "").trim();
  const country = value("country").toUpperCase();
  return {
    missing: requiredBillingFields(country).filter((field) => value(field) === ""),
    invalid: BILLING_FIELDS.flatMap((field) => {
      const text = value(field);
      if (text === "") return [];
      const problem = problemOf(field, text, country);
      return problem === null ? [] : [{ field, ...problem }];
    }),
  };
}

type Problem = Omit<BillingProblem, "field">;
const problem = (code: BillingProblemCode, params: Problem["params"] = {}): Problem => ({ code, params });

function problemOf(field: BillingField, text: string, country: string): Problem | null {
  // By code point: a name in a rare script is no longer than it looks.
  if ([...text].length > LONGEST[field]) return problem("too_long", { longest: String(LONGEST[field]) });
  if (/\p{Cc}/u.test(text)) return problem("control_character");
  switch (field) {
    case "fullName":
    case "companyName":
    case "addressLine":
    case "city":
      return /[\p{L}\p{N}]/u.test(text) ? null : problem("without_letters");
    case "email":
      return z.email().safeParse(text).success ? null : problem("email_malformed");
    case "country":
      return isCountry(country) ? null : problem("country_unknown");
    case "region":
      return regionsOf(country).length === 0 || findRegion(country, text) !== null
        ? null
        : problem("region_unknown", { country });
    case "postalCode":
      return postalCodeProblem(text.toUpperCase(), country);
    case "taxId": {
      const code = isCountry(country) ? taxIdProblem(country, text) : null;
      return code === null ? null : problem(code, { example: TAX_IDS[country]?.example ?? "", country });
    }
  }
}

function postalCodeProblem(text: string, country: string): Problem | null {
  if (!isCountry(country) || WITHOUT_POSTAL_CODES.has(country)) return null;
  const form = POSTAL_CODES[country];
  if ((form?.pattern ?? ANY_POSTAL_CODE).test(text)) return null;
  return form === undefined
    ? problem("postal_code_odd")
    : problem("postal_code_malformed", { example: form.example, country });
}
