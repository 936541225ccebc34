import type { Outputs } from "@tenure/api/trpc";

/** A saved card as the API shows it. */
export type PaymentMethod = Outputs["paymentMethods"]["list"][number];
