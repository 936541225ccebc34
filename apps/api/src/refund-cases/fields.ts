import { currencySchema, nanosSchema } from "@tenure/core/money";
import { type ParsedRequest, REQUEST_FIELDS } from "@tenure/core/refund-cases";
import { z } from "zod";

const amount = z.strictObject({ nanos: nanosSchema, currency: currencySchema.nullable() });
const fieldNames = z.array(z.enum(REQUEST_FIELDS));

/** What was read of a request (R5.1), as a case keeps it. */
export const requestFieldsSchema = z.strictObject({
  account: z
    .discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("email"), email: z.string().max(320) }),
      z.strictObject({ kind: z.literal("id"), id: z.uuid() }),
    ])
    .nullable(),
  purchasedAt: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/)
    .nullable(),
  amount: amount.nullable(),
  unusedBalance: amount.nullable(),
  reason: z.string().max(2000).nullable(),
  missing: fieldNames,
  unclear: fieldNames,
});

/** Reads the fields of a row. */
export const fieldsOf = (stored: unknown): ParsedRequest => requestFieldsSchema.parse(stored);

/** The fields as a row keeps them. */
export const storedFields = (fields: ParsedRequest) =>
  requestFieldsSchema.encode({ ...fields, missing: [...fields.missing], unclear: [...fields.unclear] });
