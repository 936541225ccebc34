import { z } from "zod";
import { plainCommand } from "../command/command.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { countrySchema, lineOfText } from "./input.ts";

/** Who is billed (T1.2): what a complete invoice needs. */
const billingFields = {
  fullName: lineOfText(120),
  email: z.email().max(254),
  country: countrySchema,
  addressLine: lineOfText(200),
  city: lineOfText(100),
  postalCode: lineOfText(20),
  taxId: lineOfText(40).nullable(),
};

const billingSchema = z
  .strictObject({
    fullName: z.string(),
    email: z.string(),
    country: z.string(),
    addressLine: z.string(),
    city: z.string(),
    postalCode: z.string(),
    taxId: z.string().nullable(),
  })
  .meta({ id: "BillingDetails" });

/** Replaces the billing details of an account. */
export const updateBillingDetails = plainCommand({
  name: "accounts.billing.update",
  input: z.strictObject(billingFields),
  async apply({ tx, now, context }, details) {
    const accountId = context.accountId ?? "";
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

/** The billing details of an account; null until somebody gave them. */
export const getBilling = procedureFor("billing.read", {
  method: "get",
  path: "/accounts/{accountId}/billing",
  summary: "Read who is billed",
})
  .input(accountInput({}))
  .output(z.strictObject({ details: billingSchema.nullable() }))
  .query(async ({ ctx }) => {
    const row = await ctx.read((tx) =>
      tx.billingDetails.findUnique({ where: { accountId: ctx.account.id } }),
    );
    if (row === null) return { details: null };
    const { fullName, email, country, addressLine, city, postalCode, taxId } = row;
    return { details: { fullName, email, country, addressLine, city, postalCode, taxId } };
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
