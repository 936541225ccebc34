import { BILLING_FIELDS, checkBillingDetails, findRegion } from "@tenure/core/billing-details";
import { BILLING_PROBLEM_TEXTS, fill } from "@tenure/core/text";
import { z } from "zod";
import { plainCommand } from "../command/command.ts";
import { AppError } from "../errors/app-error.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { readAccount } from "./account-facts.ts";
import { billingDetailsOf } from "./billing-facts.ts";
import { countrySchema, lineOfText } from "./input.ts";

/** Blank is nothing. */
const optional = (maxLength: number) =>
  z
    .union([z.null(), lineOfText(maxLength, 0)])
    .transform((text) => (text === "" ? null : text))
    .default(null);

/** Who is billed (T1.2); what of it a country needs, and how it writes it, says `checkBillingDetails`. */
const billingFields = {
  fullName: lineOfText(120),
  companyName: optional(160),
  email: z.email().max(254),
  country: countrySchema,
  addressLine: lineOfText(200),
  city: optional(100),
  region: optional(60),
  postalCode: optional(20),
  taxId: optional(40),
};

const text = z.string().nullable();
const billingSchema = z
  .strictObject({
    fullName: z.string(),
    companyName: text,
    email: z.string(),
    country: z.string(),
    addressLine: z.string(),
    city: text,
    region: text,
    postalCode: text,
    taxId: text,
  })
  .meta({ id: "BillingDetails" });

const fieldSchema = z.enum(BILLING_FIELDS);

/** Replaces the billing details of an account; what is missing or cannot be right is refused field by field. */
export const updateBillingDetails = plainCommand({
  name: "accounts.billing.update",
  input: z.strictObject(billingFields),
  async apply({ tx, now, context }, given) {
    const accountId = context.accountId ?? "";
    const { state } = await readAccount(tx, accountId);
    if (state === "terminated" || state === "closed")
      throw new AppError("conflict", "This account is over; nothing of it changes any more.");
    const details = {
      ...given,
      // A state by its name is kept by its code, so that every reader knows it.
      region: given.region === null ? null : (findRegion(given.country, given.region)?.code ?? given.region),
      postalCode: given.postalCode?.toUpperCase() ?? null,
      taxId: given.taxId?.toUpperCase() ?? null,
    };
    refuseProblems(details);
    const before = await tx.billingDetails.findUnique({ where: { accountId } });
    const at = new Date(now);
    await tx.billingDetails.upsert({
      where: { accountId },
      create: { accountId, ...details, updatedAt: at },
      update: { ...details, updatedAt: at },
    });
    return {
      // Personal data stays in its own table: the kept answer and the audit row only say that it changed, and where to.
      answer: { updated: true },
      target: { kind: "billing_details", id: accountId },
      before: { country: before?.country ?? null },
      after: { country: details.country },
    };
  },
});

/** @throws AppError `validation_failed` naming every field that is missing or cannot be right, and why */
function refuseProblems(details: Parameters<typeof checkBillingDetails>[0]): void {
  const { missing, invalid } = checkBillingDetails(details);
  if (missing.length === 0 && invalid.length === 0) return;
  const context = { language: "en", zone: "UTC", currency: "USD" } as const;
  throw new AppError("validation_failed", undefined, [
    ...missing.map((field) => ({ path: field, message: "is needed in this country" })),
    ...invalid.map(({ field, code, params }) => ({
      path: field,
      message: fill(BILLING_PROBLEM_TEXTS[code].reason, params, context),
    })),
  ]);
}

/** The billing details of an account; null until somebody gave them. */
export const getBilling = procedureFor("billing.read", {
  method: "get",
  path: "/accounts/{accountId}/billing",
  summary: "Read who is billed, and what of it is missing or cannot be right",
})
  .input(accountInput({}))
  .output(
    z.strictObject({
      details: billingSchema.nullable(),
      /** Without these nothing is sold (T1.2). */
      missing: z.array(fieldSchema),
      /** Kept before they were looked at, or the rules of the country changed. */
      invalid: z.array(fieldSchema),
    }),
  )
  .query(async ({ ctx }) => {
    const details = await ctx.read((tx) => billingDetailsOf(tx, ctx.account.id));
    const { missing, invalid } = checkBillingDetails(details);
    const { fullName, email, country, addressLine } = details;
    return {
      details:
        fullName === null || email === null || country === null || addressLine === null
          ? null
          : { ...details, fullName, email, country, addressLine },
      missing: [...missing],
      invalid: invalid.map(({ field }) => field),
    };
  });

/** Replaces the billing details of an account. */
export const updateBilling = procedureFor("billing.update", {
  method: "put",
  path: "/accounts/{accountId}/billing",
  summary: "Say who is billed",
})
  .input(accountInput(billingFields))
  .output(z.strictObject({ updated: z.literal(true) }))
  .mutation(async ({ ctx, input: { accountId: _, ...details } }) => {
    await ctx.services.runner.run(updateBillingDetails, details, ctx.command());
    return { updated: true as const };
  });
