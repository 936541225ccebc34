import { z } from "zod";
import type { Refusal } from "../decision/index.ts";
import type { BillingField } from "../text/billing-texts.ts";

/** Every field of billing details, in the order of a form. */
export const BILLING_FIELDS = [
  "fullName",
  "companyName",
  "email",
  "country",
  "addressLine",
  "city",
  "region",
  "postalCode",
  "taxId",
] as const satisfies readonly BillingField[];

const fields = z.array(z.enum(BILLING_FIELDS));

/** What a rule about a purchase needs to know of the billing details (T1.2). */
export const billingFactsShape = {
  missingBillingFields: fields,
  /** Fields whose value cannot be right. Decisions stored before these were looked at have none. */
  invalidBillingFields: fields.optional(),
};

/** Why nothing is sold yet: details that are missing, and such that cannot be right (T1.2). */
export function billingRefusals(facts: {
  readonly missingBillingFields: readonly BillingField[];
  readonly invalidBillingFields?: readonly BillingField[] | undefined;
}): Refusal[] {
  const refusals: Refusal[] = [];
  if (facts.missingBillingFields.length > 0)
    refusals.push({
      code: "billing_details_incomplete",
      clause: "T1.2",
      params: { fields: facts.missingBillingFields.join(", ") },
    });
  const invalid = facts.invalidBillingFields ?? [];
  if (invalid.length > 0)
    refusals.push({
      code: "billing_details_invalid",
      clause: "T1.2",
      params: { fields: invalid.join(", ") },
    });
  return refusals;
}
