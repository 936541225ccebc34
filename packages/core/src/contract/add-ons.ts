import { z } from "zod";
import { currencySchema, moneySchema } from "../money/index.ts";
import { instantSchema } from "../time/index.ts";
import { decisionJsonSchema } from "./decision.ts";

const described = z.strictObject({ en: z.string(), zh: z.string() });

/** A version of an add-on's price; it never changes. */
export const addOnPriceSchema = z
  .strictObject({
    id: z.uuid(),
    version: z.int(),
    currency: currencySchema,
    name: z.string(),
    description: described,
    /** Of one, before tax; charged once. */
    price: moneySchema,
    createdAt: instantSchema,
  })
  .meta({ id: "AddOnPrice" });

/** An add-on as it is sold to an account: the newest version in its currency. */
export const offeredAddOnSchema = z
  .strictObject({
    addOnId: z.uuid(),
    key: z.string(),
    priceId: z.uuid(),
    version: z.int(),
    name: z.string(),
    description: described,
    price: moneySchema,
    /** How many can be bought at a time. */
    maxQuantity: z.int(),
  })
  .meta({ id: "OfferedAddOn" });

/** The catalogue as staff see it. */
export const catalogueAddOnSchema = z
  .strictObject({
    id: z.uuid(),
    key: z.string(),
    state: z.enum(["offered", "withdrawn"]),
    createdAt: instantSchema,
    /** Newest first, of every currency. */
    prices: z.array(addOnPriceSchema),
    /** How many were paid for. */
    sold: z.int(),
    actions: z.array(z.enum(["withdraw", "offer"])),
  })
  .meta({ id: "CatalogueAddOn" });

/** The words of a consent to one charge, with their fingerprint: what is sent back by who agrees (T6.1). */
export const addOnConsentSchema = z.strictObject({
  version: z.string(),
  language: z.enum(["en", "zh"]),
  hash: z.string(),
  text: z.string(),
});

/** The review before an add-on is bought: the exact amount, and the words to agree to. */
export const addOnReviewSchema = z
  .strictObject({
    decision: decisionJsonSchema,
    name: z.string(),
    quantity: z.int(),
    /** What is charged, tax included; null where the policy refuses. */
    total: moneySchema.nullable(),
    method: z.strictObject({ id: z.uuid(), label: z.string() }).nullable(),
    consent: addOnConsentSchema.nullable(),
    now: instantSchema,
  })
  .meta({ id: "AddOnReview" });

/** An add-on that an account bought, or tried to. */
export const addOnPurchaseSchema = z
  .strictObject({
    orderId: z.uuid(),
    orderNumber: z.string(),
    state: z.enum(["pending", "paid", "failed", "expired"]),
    key: z.string(),
    name: z.string(),
    version: z.int(),
    quantity: z.int(),
    amount: moneySchema,
    tax: moneySchema,
    total: moneySchema,
    method: z.string().nullable(),
    createdAt: instantSchema,
    paidAt: instantSchema.nullable(),
    /** The provider's own words (T6.2). */
    failure: z.strictObject({ code: z.string(), message: z.string().nullable() }).nullable(),
    /** Where to pay when the bank wants its customer present; else null. */
    checkoutUrl: z.string().nullable(),
    /** What was agreed to before the charge (T6.1). */
    consent: z.strictObject({ version: z.string(), hash: z.string(), givenAt: instantSchema }),
    decisionId: z.uuid(),
  })
  .meta({ id: "AddOnPurchase" });

export type AddOnPurchaseView = z.infer<typeof addOnPurchaseSchema>;
export type CatalogueAddOn = z.infer<typeof catalogueAddOnSchema>;
export type OfferedAddOn = z.infer<typeof offeredAddOnSchema>;
