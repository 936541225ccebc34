import { z } from "zod";
import { instantSchema } from "../time/index.ts";

/** A saved card of the present holder. Numbers are at the provider; we know its label. */
export const paymentMethodSchema = z
  .strictObject({
    id: z.uuid(),
    provider: z.enum(["stripe"]),
    /** `Visa •••• 4242` */
    label: z.string(),
    brand: z.string().nullable(),
    last4: z.string().nullable(),
    /** As printed, 1 to 12; null where the provider does not say. */
    expMonth: z.int().nullable(),
    expYear: z.int().nullable(),
    validity: z.enum(["valid", "expiring", "expired"]),
    savedAt: instantSchema,
    /** Whether renewals are charged to it. */
    isDefault: z.boolean(),
    /** Whether a plan renews and no other card could be charged: it cannot be removed then. */
    neededBySubscription: z.boolean(),
    /** Whether automatic top-up charges it: removing it then switches that off. */
    usedByAutoTopUp: z.boolean(),
  })
  .meta({ id: "PaymentMethod" });
