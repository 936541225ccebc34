import { z } from "zod";
import { instantSchema } from "../time/index.ts";

/** A saved card of the present holder. Numbers are at the provider; we know its label. */
export const paymentMethodSchema = z
  .strictObject({
    id: z.uuid(),
    provider: z.enum(["stripe"]),
    /** `Visa •••• 4242` */
    label: z.string(),
    savedAt: instantSchema,
    /** Whether automatic top-up charges it: removing it then switches that off. */
    usedByAutoTopUp: z.boolean(),
  })
  .meta({ id: "PaymentMethod" });
